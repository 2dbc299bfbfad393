# does: draws correlations as colours
# expect: clean
# needs: matplotlib
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

plt.imshow(np.corrcoef(np.random.default_rng(0).normal(size=(5, 40))), cmap="viridis")
plt.colorbar()
plt.savefig("heat.jpg" if False else "heat.png")
