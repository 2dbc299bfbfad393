# does: shares a dictionary by a manager
# expect: clean
# needs: shm
from multiprocessing import Manager, Process


def count(shared, key):
    shared[key] = key * 2


if __name__ == "__main__":
    with Manager() as manager:
        shared = manager.dict()
        workers = [Process(target=count, args=(shared, n)) for n in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        print(sorted(shared.items()))
