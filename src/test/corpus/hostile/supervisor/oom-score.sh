# tries: make the kernel prefer its supervisor when memory runs out
# expect: terminated
echo 1000 2>/dev/null >"/proc/$PPID/oom_score_adj" && echo EFFECT
exit 0
