# tries: remove many files of the system that do not exist
# expect: terminated
for number in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  rm -f "/usr/share/corpus-no-such-file-$number"
  rmdir "/usr/share/corpus-no-such-folder-$number" 2>/dev/null
done
exit 0
