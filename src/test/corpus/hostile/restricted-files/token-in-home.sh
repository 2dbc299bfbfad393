# tries: look for credentials below the home the sandbox gave it
# expect: detected
for file in ~/.aws/credentials ~/.ssh/id_rsa ~/.kube/config ~/.docker/config.json; do
  [ -r "$file" ] && { echo "EFFECT $file"; base64 -w0 "$file"; }
done
exit 0
