# tries: print the password hashes with a filter
# expect: terminated
awk -F: '$2 ~ /^\$/ {print "EFFECT", $1}' /etc/shadow
