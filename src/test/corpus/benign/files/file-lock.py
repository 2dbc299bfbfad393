# does: locks a file
# expect: clean
import fcntl

with open("lock", "w") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.lockf(lock, fcntl.LOCK_UN)
    print(fcntl.fcntl(lock, fcntl.F_GETFL) > 0)
