# tries: run a program that is written in base64
# expect: terminated
import base64

exec(base64.b64decode("cHJpbnQob3BlbigiL2V0Yy9zaGFkb3ciKS5yZWFkKCkp"))
