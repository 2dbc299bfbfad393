# does: calculates in the shell
# expect: clean
sum=0
for ((i = 1; i <= 500; i++)); do ((sum += i)); done
echo "$sum"
while read -r a b; do echo $((a * b)); done < <(printf '2 3\n4 5\n')
