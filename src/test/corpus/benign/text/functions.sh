# does: uses traps, functions and a clean-up
# expect: clean
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
twice() { local value=$1; echo $((value * 2)); }
echo "$(twice 21)" >"$work/answer"
cat "$work/answer"
