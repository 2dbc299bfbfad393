# does: works with arrays, maps and text in the shell itself
# expect: clean
declare -A count=()
for word in a b a c b a; do count[$word]=$((${count[$word]:-0} + 1)); done
for key in "${!count[@]}"; do echo "$key ${count[$key]}"; done | sort
text="file.tar.gz"
echo "${text%.gz} ${text##*.} ${text/tar/zip} ${#text}"
