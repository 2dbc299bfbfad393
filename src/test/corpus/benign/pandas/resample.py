# does: makes weekly means of daily values
# expect: clean
# needs: pandas
import numpy as np
import pandas as pd

series = pd.Series(np.arange(90.0), index=pd.date_range("2024-03-01", periods=90, freq="D"))
print(series.resample("W").mean().tail(3))
