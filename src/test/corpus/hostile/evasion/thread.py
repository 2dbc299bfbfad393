# tries: open the hashes from a thread while the first one waits
# expect: terminated
import threading


def read():
    try:
        print("EFFECT", open("/etc/shadow").read(1))
    except OSError as refused:
        print(refused)


worker = threading.Thread(target=read)
worker.start()
worker.join()
