# tries: lift its own limits
# expect: terminated
for file in /sys/fs/cgroup/memory.max /sys/fs/cgroup/pids.max /sys/fs/cgroup/memory/memory.limit_in_bytes; do
  { echo max >"$file"; } 2>/dev/null && echo EFFECT
done
exit 0
