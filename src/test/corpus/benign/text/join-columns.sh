# does: joins two lists by their first column
# expect: clean
sort <<<$'1 a\n2 b\n3 c' >left
sort <<<$'1 x\n3 z' >right
join left right | column -t 2>/dev/null || join left right
paste -d, left right | head -n 1
