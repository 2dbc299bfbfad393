# tries: copy memory of the parent with one call
# expect: terminated
import ctypes
import os


class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


libc = ctypes.CDLL(None, use_errno=True)
room = ctypes.create_string_buffer(64)
here = Piece(ctypes.cast(room, ctypes.c_void_p), 64)
there = Piece(0x400000, 64)
count = libc.process_vm_readv(os.getppid(), ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
print("EFFECT" if count > 0 else os.strerror(ctypes.get_errno()))
