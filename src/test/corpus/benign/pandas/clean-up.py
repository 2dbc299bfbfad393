# does: repairs missing and odd values
# expect: clean
# needs: pandas
import pandas as pd

frame = pd.DataFrame({"age": ["31", "n/a", "27", None], "city": [" Oslo", "oslo ", "Bergen", "OSLO"]})
frame["age"] = pd.to_numeric(frame["age"], errors="coerce").fillna(0).astype(int)
frame["city"] = frame["city"].str.strip().str.title()
print(frame.value_counts("city"))
