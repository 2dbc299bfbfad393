# does: draws a line and stores a picture
# expect: clean
# needs: matplotlib
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

plt.plot([1, 4, 9, 16])
plt.title("squares")
plt.savefig("chart.png", dpi=80)
print(open("chart.png", "rb").read(4))
