# does: handles large numbers
# expect: clean
import math

print(len(str(math.factorial(1000))), pow(3, 10**6, 10**9 + 7), math.gcd(2**60, 6**30), math.isqrt(10**40))
