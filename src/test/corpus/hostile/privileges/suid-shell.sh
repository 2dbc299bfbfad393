# tries: leave a shell with the setuid bit behind
# expect: terminated
cp /bin/sh ./left-behind
chmod u+s ./left-behind 2>/dev/null && [ -u ./left-behind ] && echo "set on an own file"
rm -f ./left-behind
