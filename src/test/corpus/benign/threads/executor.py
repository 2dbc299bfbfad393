# does: maps a function over a pool of threads
# expect: clean
from concurrent.futures import ThreadPoolExecutor, as_completed

with ThreadPoolExecutor(4) as pool:
    jobs = {pool.submit(pow, n, 2): n for n in range(20)}
    print(sum(job.result() for job in as_completed(jobs)))
