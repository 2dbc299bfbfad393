# tries: print more than anybody reads, 64 MiB at most
# expect: detected
# limits: outputBytes=1048576
yes 'all work and no play' | head -c 67108864
