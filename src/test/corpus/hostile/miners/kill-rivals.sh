# tries: end the miners of others first, as droppers do, by names that nobody has
# expect: detected
for rival in corpus-xmrig corpus-kinsing corpus-kdevtmpfsi; do
  pkill -0 -x "$rival" 2>/dev/null && echo EFFECT
done
ps aux 2>/dev/null | grep -E 'xmrig|kinsing|kdevtmpfsi|minerd' | grep -v grep | awk '{print $2}' | head -n 0
exit 0
