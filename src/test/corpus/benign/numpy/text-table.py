# does: reads numbers with gaps
# expect: clean
# needs: numpy
import numpy as np

with open("table.txt", "w") as table:
    table.write("1 2 3\n4 nan 6\n7 8 9\n")
print(np.nanmean(np.loadtxt("table.txt"), axis=0))
