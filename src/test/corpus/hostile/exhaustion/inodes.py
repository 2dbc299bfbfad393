# tries: use up the entries of its disk with empty files, eight thousand at most
# expect: detected
# limits: diskBytes=1048576
import os
import time

for number in range(8000):
    os.close(os.open(f"f{number}", os.O_CREAT | os.O_WRONLY))
time.sleep(1)
