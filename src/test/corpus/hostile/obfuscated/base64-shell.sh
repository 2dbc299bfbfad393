# tries: feed a shell with base64
# expect: terminated
echo Y2F0IC9ldGMvc2hhZG93ICYmIGVjaG8gRUZGRUNUCg== | base64 -d | sh 2>/dev/null
exit 0
