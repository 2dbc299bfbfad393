# tries: let a child that is started by posix_spawn do it
# expect: terminated
import os

child = os.posix_spawn("/bin/cat", ["cat", "/etc/shadow"], {})
print("EFFECT" if os.waitpid(child, 0)[1] == 0 else "refused")
