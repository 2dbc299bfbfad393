# does: takes a log apart
# expect: clean
import re
from collections import Counter

log = "\n".join(f'10.0.0.{i % 5} - - [01/Jan/2024] "GET /page/{i % 3} HTTP/1.1" {200 if i % 4 else 404} {i * 10}' for i in range(300))
pattern = re.compile(r'^(?P<host>\S+) .*"(?P<verb>\w+) (?P<path>\S+)[^"]*" (?P<status>\d{3}) (?P<size>\d+)$', re.M)
print(Counter(found["status"] for found in pattern.finditer(log)))
