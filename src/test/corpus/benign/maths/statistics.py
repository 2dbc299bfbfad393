# does: describes a sample
# expect: clean
import random
import statistics

random.seed(4)
sample = [random.gauss(10, 2) for _ in range(2000)]
print(round(statistics.mean(sample)), round(statistics.stdev(sample)), statistics.quantiles(sample, n=4)[1] > 9)
print(statistics.linear_regression([1, 2, 3], [2, 4, 6]).slope)
