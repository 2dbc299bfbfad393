# does: reads arguments
# expect: clean
import argparse

parser = argparse.ArgumentParser(prog="tool", description="adds")
parser.add_argument("numbers", nargs="*", type=int, default=[1, 2])
parser.add_argument("--scale", type=float, default=1.0)
print(sum(parser.parse_args([]).numbers), parser.format_usage().strip())
