# tries: keep its place forever by doing nothing
# expect: detected
# limits: wallMillis=700
import time

time.sleep(8)
