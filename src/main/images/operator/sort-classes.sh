#!/bin/sh
# What -XX:DumpLoadedClassList wrote, as it is kept: sorted, classes before what is said of them, without places in constant pools that change with
# every change of the operator's own code.
set -eu
raw=$(mktemp)
cat > "$raw"
grep -v '^[@#]' "$raw" | LC_ALL=C sort -u
for kind in lambda-proxy lambda-form-invoker cp; do grep "^@$kind " "$raw" | grep -v '^@cp dev/codesession/' | LC_ALL=C sort -u; done
rm "$raw"
