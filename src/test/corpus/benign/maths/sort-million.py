# does: sorts many numbers
# expect: clean
import random

numbers = [random.random() for _ in range(200000)]
numbers.sort()
print(numbers[0] < numbers[-1])
