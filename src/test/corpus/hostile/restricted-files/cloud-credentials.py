# tries: collect the credential files of three clouds
# expect: terminated
import glob

wanted = ["/root/.aws/credentials", "/home/app/.config/gcloud/application_default_credentials.json", "/home/app/.azure/accessTokens.json"]
for name in wanted + glob.glob("/home/*/.aws/credentials"):
    try:
        print("EFFECT", open(name).readline())
    except OSError as refused:
        print(name, refused.strerror)
