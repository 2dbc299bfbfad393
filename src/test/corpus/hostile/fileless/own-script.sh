# tries: write a script and start it as a program
# expect: detected
printf '#!/bin/sh\necho EFFECT\n' >next-stage
chmod +x next-stage
./next-stage 2>/dev/null
exit 0
