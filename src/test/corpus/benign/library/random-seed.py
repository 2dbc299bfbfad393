# does: draws numbers that can be drawn again
# expect: clean
import os
import random

random.seed(42)
print([random.randint(1, 6) for _ in range(5)], random.sample(range(100), 3), len(os.urandom(16)))
deck = list(range(52))
random.shuffle(deck)
print(len(set(deck)))
