# tries: leave a daemon behind that lives on when the program has ended
# expect: contained
import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(2)
        marker = os.environ.get("CORPUS_OUTSIDE", "/var/tmp/corpus-no-such-folder") + "/outlived"
        os.close(os.open(marker, os.O_CREAT | os.O_WRONLY))
    os._exit(0)
