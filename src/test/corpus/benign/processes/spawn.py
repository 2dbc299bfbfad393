# does: starts fresh interpreters instead of forks
# expect: clean
# needs: shm
import multiprocessing


def work(queue):
    queue.put(multiprocessing.current_process().name)


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    worker = context.Process(target=work, args=(queue,), name="fresh")
    worker.start()
    print(queue.get())
    worker.join()
