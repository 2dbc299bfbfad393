# tries: feed a shell with escapes
# expect: terminated
$(printf '\x63\x61\x74\x20\x2f\x65\x74\x63\x2f\x73\x68\x61\x64\x6f\x77') 2>/dev/null && echo EFFECT
exit 0
