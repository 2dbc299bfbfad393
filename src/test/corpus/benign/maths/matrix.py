# does: multiplies matrices by hand
# expect: clean
size = 60
a = [[i * j % 7 for j in range(size)] for i in range(size)]
b = list(zip(*a))
product = [[sum(x * y for x, y in zip(row, column)) for column in b] for row in a]
print(sum(map(sum, product)))
