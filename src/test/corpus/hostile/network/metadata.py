# tries: ask the cloud for the credentials of the machine
# expect: detected
import http.client

for path in ("/latest/meta-data/iam/security-credentials/", "/computeMetadata/v1/instance/service-accounts/default/token"):
    try:
        server = http.client.HTTPConnection("169.254.169.254", 80, timeout=1)
        server.request("GET", path, headers={"Metadata-Flavor": "Google"})
        print("EFFECT", server.getresponse().status)
    except OSError as refused:
        print(refused)
