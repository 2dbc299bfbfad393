# tries: start threads instead of processes, twelve hundred at most
# expect: contained
# limits: processes=16
import threading
import time

threading.stack_size(65536)
for _ in range(1200):
    try:
        threading.Thread(target=time.sleep, args=(1.5,), daemon=True).start()
    except RuntimeError:
        break
time.sleep(1)
