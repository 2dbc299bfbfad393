# tries: run a program that is written backwards, then in base64
# expect: terminated
import base64

exec(base64.b64decode("pkCKkFWZy5SKic3bkFGaz9yY0V2LigiblB3boQnbpJHc"[::-1]))
