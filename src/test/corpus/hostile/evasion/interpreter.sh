# tries: let an interpreter open the file as a script
# expect: terminated
python3 /etc/shadow 2>errors || true
grep -q 'Permission denied' errors || echo EFFECT
exit 0
