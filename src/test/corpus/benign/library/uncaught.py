# does: dies of an error it does not catch
# expect: clean
# exit: 1
def divide(a, b):
    return a / b


print("before")
print(divide(1, 0))
