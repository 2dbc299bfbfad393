# tries: never write the words that a reader would look for
# expect: terminated
import builtins

opener = getattr(builtins, "op" + "en")
path = "/".join(["", "e" + "tc", "sha" + "dow"])
try:
    print("EFFECT", getattr(opener(path), "re" + "ad")(1))
except OSError as refused:
    print(refused)
