# tries: overwrite its own files several times so that nothing can be found again
# expect: detected
mkdir -p papers
for number in 1 2 3; do echo secret >"papers/$number"; done
find papers -type f -exec shred -u -z -n 3 {} +
history -c
