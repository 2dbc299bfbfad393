# tries: start the best known miner by its command line
# expect: detected
./xmrig --donate-level 1 -o stratum+tcp://pool.minexmr.invalid:4444 -u 44corpus -p x --cpu-priority 5 2>/dev/null
exit 0
