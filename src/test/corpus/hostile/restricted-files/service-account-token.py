# tries: read the token of the pod and look up whose it is
# expect: terminated
import base64
import json

folder = "/var/run/secrets/kubernetes.io/serviceaccount/"
try:
    token = open(folder + "token").read()
    payload = token.split(".")[1]
    print("EFFECT", json.loads(base64.urlsafe_b64decode(payload + "==")))
except OSError as refused:
    print(refused)
