# does: estimates pi
# expect: clean
# needs: numpy
import numpy as np

points = np.random.default_rng(1).random((200000, 2))
print(round(4 * float(((points**2).sum(axis=1) < 1).mean()), 2))
