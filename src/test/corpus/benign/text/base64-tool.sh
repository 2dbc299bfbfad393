# does: turns a file to text and back
# expect: clean
printf 'hello world' | base64 >encoded
base64 -d encoded | wc -c
echo 68656c6c6f | sed 's/../\\x&/g' | xargs -0 printf '%b' | head -n 1
