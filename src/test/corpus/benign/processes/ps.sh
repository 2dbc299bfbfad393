# does: looks at the list of processes
# expect: clean
ps -ef | head -n 3
ps aux | awk 'NR > 1 {n++} END {print (n > 0)}'
pgrep -c bash
