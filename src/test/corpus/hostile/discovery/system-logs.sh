# tries: read who logged in and what the system said
# expect: detected
head -c 16 /var/log/auth.log /var/log/wtmp /var/log/dpkg.log | wc -c
true
