# tries: read the secrets of whatever application lies here
# expect: detected
for path in ("/app/.env", "/srv/.env.production", "/opt/app/.env"):
    try:
        print(len(open(path).read(1)))
    except OSError as refused:
        print(refused.strerror)
