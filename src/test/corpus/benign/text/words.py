# does: counts words and letters
# expect: clean
import string
from collections import Counter

text = "It was the best of times, it was the worst of times."
words = text.lower().translate(str.maketrans("", "", string.punctuation)).split()
print(Counter(words).most_common(3), Counter(filter(str.isalpha, text)).most_common(1))
