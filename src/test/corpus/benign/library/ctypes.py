# does: calls the C library and is called back by it
# expect: clean
import ctypes

libc = ctypes.CDLL(None)
libm = ctypes.CDLL("libm.so.6")
libm.cos.restype, libm.cos.argtypes = ctypes.c_double, [ctypes.c_double]
values = (ctypes.c_int * 5)(5, 3, 1, 4, 2)
compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
libc.qsort(values, 5, 4, compare(lambda a, b: a[0] - b[0]))
print(list(values), libm.cos(0.0), libc.strlen(b"four"))
