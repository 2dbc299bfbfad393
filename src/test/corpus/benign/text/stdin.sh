# does: sorts its input
# expect: clean
# stdin: b 2\na 1\nc 3\n
sort | awk '{print $1 ":" $2}' | tr '\n' ' '
