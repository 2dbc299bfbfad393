# tries: run again with every shell
# expect: detected
echo '# corpus' >>~/.bashrc
grep -q corpus ~/.bashrc && echo "its own home, which ends with the session"
