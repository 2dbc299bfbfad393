# does: tests itself
# expect: clean
import unittest


def double(value):
    return value * 2


class DoubleTest(unittest.TestCase):
    def test_number(self):
        self.assertEqual(double(2), 4)

    def test_text(self):
        with self.subTest("text"):
            self.assertEqual(double("a"), "aa")


unittest.main(argv=["tests"])
