# does: asks for the size of the terminal and colours text
# expect: clean
import os
import shutil
import sys

print(shutil.get_terminal_size().columns > 0, sys.stdout.isatty(), os.get_terminal_size is not None)
print("\033[31mred\033[0m")
