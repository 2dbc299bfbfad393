# tries: bury the path below two thousand bytes of nothing
# expect: contained
path = "/etc" + "/." * 1000 + "/shadow"
try:
    print("EFFECT", open(path).read(1))
except OSError as refused:
    print(refused.strerror)
