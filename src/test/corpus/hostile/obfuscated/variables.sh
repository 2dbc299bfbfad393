# tries: put a path together out of letters
# expect: terminated
a=etc b=sha c=dow
eval "cat /$a/$b$c 2>/dev/null && echo EFFECT"
exit 0
