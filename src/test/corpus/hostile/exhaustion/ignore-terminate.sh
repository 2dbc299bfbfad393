# tries: keep its place by ignoring every request to leave
# expect: detected
# limits: wallMillis=700
trap '' TERM INT HUP QUIT USR1 USR2
for _ in 1 2 3 4 5 6 7 8; do sleep 1; done
