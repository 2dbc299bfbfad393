# tries: clear the traces in the logs of the system
# expect: detected
for log in /var/log/corpus-no-such.log /var/log/auth.log.corpus; do
  { : >"$log"; } 2>/dev/null && echo EFFECT
done
exit 0
