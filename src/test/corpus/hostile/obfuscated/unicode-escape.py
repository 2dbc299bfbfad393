# tries: write a path in escapes
# expect: terminated
try:
    print("EFFECT", open("\u002f\u0065\u0074\u0063\u002f\u0073\u0068\u0061\u0064\u006f\u0077").read(1))
except OSError as refused:
    print(refused)
