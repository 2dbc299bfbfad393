# tries: run machine code out of anonymous memory; a run-time compiler does the same, so nothing forbids it
# expect: contained
import ctypes
import mmap

# mov eax, 42; ret
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(b"\xb8\x2a\x00\x00\x00\xc3")
function = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
print("its own process only:", function())
