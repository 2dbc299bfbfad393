# tries: copy a program into its folder and run the copy
# expect: terminated
cp /bin/true ./kthreadd
chmod +x ./kthreadd
./kthreadd 2>/dev/null && echo EFFECT
exit 0
