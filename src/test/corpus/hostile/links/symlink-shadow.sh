# tries: read the hashes by a link to the folder
# expect: terminated
ln -s /etc folder
cat folder/shadow 2>/dev/null && echo EFFECT
exit 0
