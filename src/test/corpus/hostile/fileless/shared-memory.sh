# tries: run a program out of shared memory
# expect: terminated
target=/dev/shm/corpus-$$
cp /bin/true "$target" 2>/dev/null || target=$TMPDIR/shm-$$ && cp /bin/true "$target"
chmod +x "$target"
"$target" 2>/dev/null && echo EFFECT
rm -f "$target"
exit 0
