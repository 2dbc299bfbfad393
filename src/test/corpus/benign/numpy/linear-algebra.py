# does: solves equations and finds eigenvalues
# expect: clean
# needs: numpy
import numpy as np

rng = np.random.default_rng(3)
a = rng.normal(size=(120, 120))
x = np.linalg.solve(a, np.ones(120))
print(np.allclose(a @ x, 1), np.sort(np.abs(np.linalg.eigvals(a)))[-1].round(3))
