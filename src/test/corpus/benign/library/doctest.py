# does: tests the examples in its comments
# expect: clean
def half(value):
    """
    >>> half(4)
    2.0
    """
    return value / 2


import doctest  # noqa: E402

print(doctest.testmod())
