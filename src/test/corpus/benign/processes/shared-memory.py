# does: shares memory between processes
# expect: clean
# needs: shm
from multiprocessing import Process, shared_memory


def fill(name):
    block = shared_memory.SharedMemory(name)
    block.buf[0] = 42
    block.close()


if __name__ == "__main__":
    block = shared_memory.SharedMemory(create=True, size=4096)
    worker = Process(target=fill, args=(block.name,))
    worker.start()
    worker.join()
    print(block.buf[0])
    block.close()
    block.unlink()
