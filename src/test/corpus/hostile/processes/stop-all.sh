# tries: stop everything it sees in the process list, itself and its family left out
# expect: detected
for entry in /proc/[0-9]*; do
  pid=${entry##*/}
  case $pid in 1 | "$$" | "$PPID") continue ;; esac
  if [ "$pid" = "${CORPUS_VICTIM:-}" ]; then kill -USR1 "$pid" 2>/dev/null && echo EFFECT; fi
done
exit 0
