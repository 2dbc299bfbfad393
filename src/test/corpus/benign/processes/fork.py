# does: forks by hand and reads a pipe
# expect: clean
import os

read, write = os.pipe()
child = os.fork()
if child == 0:
    os.close(read)
    os.write(write, b"from the child")
    os._exit(4)
os.close(write)
print(os.read(read, 100), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
