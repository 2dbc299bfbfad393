# tries: fetch a page, as an innocent program does, too
# expect: detected
import urllib.request

try:
    print("EFFECT", urllib.request.urlopen("http://example.com/", timeout=2).status)
except OSError as refused:
    print(refused)
