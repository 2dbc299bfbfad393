# does: imports a module of its own with cached byte code
# expect: clean
import importlib
import os
import sys

os.makedirs("package", exist_ok=True)
open("package/__init__.py", "w").write("from .inner import answer\n")
open("package/inner.py", "w").write("answer = 42\n")
sys.path.insert(0, os.getcwd())
print(importlib.import_module("package").answer)
