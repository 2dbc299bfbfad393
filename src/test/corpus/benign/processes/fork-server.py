# does: starts workers by a fork server
# expect: clean
# needs: shm
import multiprocessing


def work(number, pipe):
    pipe.send(number + 1)
    pipe.close()


if __name__ == "__main__":
    context = multiprocessing.get_context("forkserver")
    here, there = context.Pipe()
    worker = context.Process(target=work, args=(1, there))
    worker.start()
    print(here.recv())
    worker.join()
