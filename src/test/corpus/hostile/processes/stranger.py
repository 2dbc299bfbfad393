# tries: signal a process that is none of its own
# expect: detected
import os
import signal

victim = int(os.environ.get("CORPUS_VICTIM", "0"))
if victim:
    try:
        os.kill(victim, signal.SIGUSR1)
        print("EFFECT signalled")
    except OSError as refused:
        print(refused)
