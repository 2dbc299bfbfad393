# does: makes a report with awk
# expect: clean
cat >sales.csv <<'CSV'
region,amount
north,10
south,5
north,7
CSV
awk -F, 'NR > 1 {sum[$1] += $2} END {for (r in sum) printf "%s %d\n", r, sum[r]}' sales.csv | sort
