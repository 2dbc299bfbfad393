# does: looks at code as data
# expect: clean
import ast
import dis
import inspect

tree = ast.parse("def f(a, b=2):\n    return a + b\n")
print([type(node).__name__ for node in ast.walk(tree)][:4], ast.literal_eval("{'a': [1, 2]}"))
print(len(list(dis.get_instructions(lambda x: x + 1))) > 2, inspect.signature(dis.dis).parameters.keys())
