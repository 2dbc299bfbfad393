# does: packs and unpacks by the usual tools
# expect: clean
mkdir pack && seq 1 2000 >pack/numbers
tar czf pack.tgz pack && gzip -k pack/numbers && ls -1 pack | wc -l
mkdir out && tar xzf pack.tgz -C out && cmp pack/numbers out/pack/numbers && echo same
