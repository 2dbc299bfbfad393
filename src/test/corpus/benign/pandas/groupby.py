# does: sums sales by region
# expect: clean
# needs: pandas
import pandas as pd

sales = pd.DataFrame({"region": ["north", "south", "north", "east"], "amount": [10.5, 7, 3, 21]})
print(sales.groupby("region")["amount"].agg(["sum", "mean"]).round(2))
