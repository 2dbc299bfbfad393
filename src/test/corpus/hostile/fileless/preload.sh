# tries: have every program load a library of its own first
# expect: detected
cp "$(ls /lib/*/libm.so.6 /lib64/libm.so.6 2>/dev/null | head -n 1)" ./libhook.so
LD_PRELOAD=./libhook.so /bin/true 2>errors
grep -c 'cannot be preloaded' errors
exit 0
