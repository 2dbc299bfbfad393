# tries: the fork bomb everybody knows, with a fuse of six generations
# expect: detected
# limits: processes=24
bomb() {
  local left=$1
  ((left > 0)) || { sleep 2; return; }
  bomb $((left - 1)) &
  bomb $((left - 1)) &
  wait
}
bomb 6
