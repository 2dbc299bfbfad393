# does: keeps arrays in files and maps one into memory
# expect: clean
# needs: numpy
import numpy as np

np.savez_compressed("arrays.npz", a=np.eye(10), b=np.arange(1000))
np.save("big.npy", np.arange(100000))
mapped = np.load("big.npy", mmap_mode="r")
print(np.load("arrays.npz")["b"].sum(), mapped[-1])
