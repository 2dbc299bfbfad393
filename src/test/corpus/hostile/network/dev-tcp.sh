# tries: connect by the shell itself
# expect: detected
(exec 3<>"/dev/tcp/127.0.0.1/${CORPUS_PORT:-9}" && echo EFFECT) 2>/dev/null
exit 0
