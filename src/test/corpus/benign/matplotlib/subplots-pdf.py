# does: makes a page with four charts
# expect: clean
# needs: matplotlib
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

x = np.linspace(0, 6, 50)
figure, grid = plt.subplots(2, 2, figsize=(6, 4))
for axes, function in zip(grid.flat, (np.sin, np.cos, np.tanh, np.exp)):
    axes.plot(x, function(x))
    axes.set_title(function.__name__)
figure.tight_layout()
figure.savefig("page.pdf")
