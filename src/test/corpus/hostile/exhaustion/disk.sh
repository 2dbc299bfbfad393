# tries: fill its disk, 32 MiB at most
# expect: detected
# limits: diskBytes=4194304
for number in 1 2 3 4 5 6 7 8; do
  head -c 4194304 /dev/zero >"fill$number" 2>/dev/null
done
sleep 1
