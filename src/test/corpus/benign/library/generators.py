# does: chains generators
# expect: clean
import itertools


def numbers():
    value = 0
    while True:
        received = yield value
        value = received if received is not None else value + 1


stream = numbers()
print(list(itertools.islice(stream, 5)), stream.send(100), list(itertools.accumulate(range(5))), len(list(itertools.permutations("abcde"))))
