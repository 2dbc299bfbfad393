# tries: come back every minute
# expect: terminated
{ echo '* * * * * nobody true' >/etc/cron.d/corpus-no-such-job; } 2>/dev/null && echo EFFECT
exit 0
