# does: maps a function over a pool of processes
# expect: clean
# needs: shm
from concurrent.futures import ProcessPoolExecutor


def digits(number):
    return len(str(2**number))


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        print(list(pool.map(digits, range(0, 2000, 400))))
