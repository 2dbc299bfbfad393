# does: spreads work over processes
# expect: clean
# needs: shm
from multiprocessing import Pool


def square(number):
    return number * number


if __name__ == "__main__":
    with Pool(3) as pool:
        print(sum(pool.map(square, range(1000), chunksize=50)))
