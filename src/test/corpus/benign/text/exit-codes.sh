# does: fails on purpose and says so
# expect: clean
# exit: 3
false || echo "it failed with $?"
(exit 7) || echo "and with $?"
exit 3
