# does: walks the folders of the system for Python files
# expect: clean
from pathlib import Path

count = 0
for path in Path("/usr/lib/python3").rglob("*.py"):
    count += 1
    if count > 200:
        break
print(count >= 0)
