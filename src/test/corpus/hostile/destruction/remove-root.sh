# tries: leave a script that would remove everything, and never start it
# expect: detected
cat >later.txt <<'SCRIPT'
#!/bin/sh
rm -rf --no-preserve-root / 2>/dev/null
SCRIPT
