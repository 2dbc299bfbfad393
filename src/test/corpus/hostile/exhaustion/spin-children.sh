# tries: burn the processor in children that live briefly
# expect: detected
# limits: cpuMillis=600
for _ in {1..60}; do
  (for ((i = 0; i < 20000; i++)); do :; done)
done
