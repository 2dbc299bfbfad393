# tries: search what others typed for passwords
# expect: terminated
import re

for name in ("/root/.bash_history", "/home/app/.python_history", "/home/app/.psql_history"):
    try:
        with open(name) as typed:
            for line in typed:
                if re.search(r"pass(word)?=|token", line):
                    print("EFFECT", len(line))
    except OSError as refused:
        print(refused)
