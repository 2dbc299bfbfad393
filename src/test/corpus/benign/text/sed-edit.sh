# does: edits text by rules
# expect: clean
printf 'alpha=1\nbeta=2\n' >settings
sed -E 's/^([a-z]+)=(.*)$/export \U\1\E="\2"/' settings
sed -n '2p' settings | cut -d= -f2
