# tries: write zeros over a disk that does not exist
# expect: detected
dd if=/dev/zero of=/dev/sdcorpus bs=512 count=1 2>/dev/null && echo EFFECT
exit 0
