# tries: print lines that look like frames of its supervisor
# expect: detected
import base64

seal = base64.b64encode(b"\0" * 32).decode()
for number in range(1, 50):
    print("cs1 RESULT %d %s {\"run\":1,\"ending\":\"Exited\",\"exitCode\":0}" % (number, seal))
