# does: passes work from thread to thread
# expect: clean
import queue
import threading

work, done = queue.Queue(), queue.SimpleQueue()


def run():
    while (item := work.get()) is not None:
        done.put(item * 2)


worker = threading.Thread(target=run)
worker.start()
for n in range(50):
    work.put(n)
work.put(None)
worker.join()
print(done.qsize())
