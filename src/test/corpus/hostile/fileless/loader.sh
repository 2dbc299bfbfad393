# tries: let the dynamic loader run a copy whose execute bit is not set
# expect: detected
cp /bin/true ./data.bin && chmod -x ./data.bin
for loader in /lib64/ld-linux-x86-64.so.2 /lib/ld-linux-aarch64.so.1; do
  [ -e "$loader" ] && "$loader" ./data.bin && echo "its own process only"
done
exit 0
