# tries: find out who may become root
# expect: terminated
for file in /etc/sudoers /etc/sudoers.d/*; do
  if grep -h 'ALL' "$file" 2>/dev/null; then echo "EFFECT $file"; fi
done
