# does: runs cells of code as a notebook does
# expect: clean
cells = ["x = 2", "y = [x ** n for n in range(5)]", "sum(y)"]
space = {}
for cell in cells:
    try:
        print(eval(compile(cell, "<cell>", "eval"), space))
    except SyntaxError:
        exec(compile(cell, "<cell>", "exec"), space)
