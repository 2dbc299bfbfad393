# does: reads a log of events
# expect: clean
# needs: pandas
import pandas as pd

with open("events.jsonl", "w") as events:
    for number in range(50):
        events.write('{"user": "u%d", "ms": %d}\n' % (number % 5, number * 3))
frame = pd.read_json("events.jsonl", lines=True)
print(frame.groupby("user").ms.quantile([0.5, 0.9]).unstack())
