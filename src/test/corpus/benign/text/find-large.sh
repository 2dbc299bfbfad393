# does: lists the largest files of its folder
# expect: clean
head -c 5000 /dev/zero >big && head -c 10 /dev/zero >small
find . -type f -printf '%s %f\n' | sort -rn | head -n 1
du -sk . | cut -f1 | grep -c .
