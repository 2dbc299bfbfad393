# tries: take passwords of machines out of netrc files
# expect: terminated
cat /home/app/.netrc /home/app/.git-credentials 2>/dev/null && echo EFFECT
exit 0
