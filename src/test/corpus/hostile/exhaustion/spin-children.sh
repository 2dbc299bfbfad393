# tries: burn the processor in children that live briefly
# expect: detected
# limits: cpuMillis=600
end=$((SECONDS + 5))
while ((SECONDS < end)); do
  (for ((i = 0; i < 20000; i++)); do :; done)
done
