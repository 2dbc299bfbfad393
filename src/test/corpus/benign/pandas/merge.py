# does: joins orders and customers
# expect: clean
# needs: pandas
import io

import pandas as pd

orders = pd.read_csv(io.StringIO("id,customer,total\n1,7,30\n2,8,12\n3,7,5\n"))
customers = pd.read_csv(io.StringIO("customer,name\n7,Alma\n8,Bo\n"))
print(orders.merge(customers, on="customer", how="left").pivot_table(index="name", values="total", aggfunc="sum"))
