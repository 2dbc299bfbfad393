# does: lets processes count together
# expect: clean
# needs: shm
from multiprocessing import Lock, Process, Queue, Value


def add(counter, lock, queue):
    for _ in range(200):
        with lock:
            counter.value += 1
    queue.put("done")


if __name__ == "__main__":
    counter, lock, queue = Value("i", 0), Lock(), Queue()
    workers = [Process(target=add, args=(counter, lock, queue)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        queue.get()
        worker.join()
    print(counter.value)
