# tries: send the own environment out as one string
# expect: detected
tr '\0' ';' </proc/self/environ | base64 -w0 | head -c 64
