# does: stores a table in a database and asks for a part of it
# expect: clean
# needs: pandas
import sqlite3

import pandas as pd

with sqlite3.connect("store.db") as store:
    pd.DataFrame({"a": range(10), "b": list("abcdefghij")}).to_sql("t", store, index=False)
    print(pd.read_sql("select * from t where a > 6", store))
