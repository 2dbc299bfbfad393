# tries: name the hashes by a long way round
# expect: terminated
cat /usr/../etc/./..//etc///shadow 2>/dev/null && echo EFFECT
exit 0
