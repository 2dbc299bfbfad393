# does: checks files by their digests
# expect: clean
echo data >a.txt && cp a.txt b.txt
sha256sum a.txt b.txt >sums && sha256sum -c sums
md5sum a.txt | cut -c1-8
