# does: writes a table, reads it again and describes it
# expect: clean
# needs: pandas
import pandas as pd

frame = pd.DataFrame({"day": pd.date_range("2024-01-01", periods=60), "visits": range(60)})
frame.to_csv("visits.csv", index=False)
again = pd.read_csv("visits.csv", parse_dates=["day"])
print(again.describe(include="all").to_string())
