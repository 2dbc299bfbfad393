# does: draws bars as vectors
# expect: clean
# needs: matplotlib
import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402

figure, axes = plt.subplots()
axes.bar(["a", "b", "c"], [3, 1, 2])
figure.savefig("bars.svg")
print("<svg" in open("bars.svg").read())
