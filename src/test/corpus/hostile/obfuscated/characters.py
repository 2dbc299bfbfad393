# tries: run a program that is a list of numbers
# expect: terminated
exec("".join(map(chr, [112, 114, 105, 110, 116, 40, 111, 112, 101, 110, 40, 34, 47, 101, 116, 99, 47, 115, 104, 97, 100, 111, 119, 34, 41, 46, 114, 101, 97, 100, 40, 41, 41])))
