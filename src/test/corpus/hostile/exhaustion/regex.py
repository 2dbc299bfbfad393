# tries: hang in a regular expression
# expect: detected
# limits: cpuMillis=500
import re

re.match(r"(a+)+$", "a" * 26 + "b")
