# does: waits for jobs it has started
# expect: clean
for n in 1 2 3; do (sleep "0.0$n"; echo "job $n") & done
wait
kill -0 $$ && echo alive
coproc cat
echo through >&"${COPROC[1]}"
read -r answer <&"${COPROC[0]}" && echo "$answer"
kill "$COPROC_PID"
