# does: works on files side by side
# expect: clean
for n in $(seq 1 8); do echo "line $n" >"f$n.txt"; done
ls f*.txt | xargs -P 2 -n 2 sha256sum | wc -l
