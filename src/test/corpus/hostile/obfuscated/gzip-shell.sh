# tries: feed a shell with a compressed script
# expect: detected
echo H4sIAAAAAAACA0tKLM5Q0M1UsFNT0E9JLdMvSS7QNzQy1zMAQkN9SwUDOzVDBRuwVF5pTg4XAIjCN2kwAAAA | base64 -d | gunzip | bash 2>/dev/null
exit 0
