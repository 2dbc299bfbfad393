# does: keeps objects in a file
# expect: clean
import pickle
from collections import Counter, namedtuple

Point = namedtuple("Point", "x y")
with open("state.pkl", "wb") as state:
    pickle.dump({"points": [Point(1, 2)], "counts": Counter("mississippi")}, state)
with open("state.pkl", "rb") as state:
    print(pickle.load(state)["counts"].most_common(2))
