# does: edits a file as memory
# expect: clean
import mmap

with open("m.bin", "wb+") as file:
    file.write(bytes(8192))
    file.flush()
    with mmap.mmap(file.fileno(), 0) as view:
        view[4096:4100] = b"here"
        print(view.find(b"here"))
