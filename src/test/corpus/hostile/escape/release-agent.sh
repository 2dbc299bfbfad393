# tries: leave by the program that the kernel starts when a cgroup is empty
# expect: terminated
for group in /sys/fs/cgroup /sys/fs/cgroup/memory /sys/fs/cgroup/rdma; do
  echo 2>/dev/null /corpus-no-such-program >>"$group/release_agent" && echo EFFECT
done
exit 0
