# tries: name the files of its supervisor by a link
# expect: terminated
ln -s "/proc/$PPID/mem" memory
head -c 1 memory 2>/dev/null && echo EFFECT
exit 0
