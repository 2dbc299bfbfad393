# tries: walk the system for private keys by name, shallow and without opening any
# expect: detected
found=$(find /etc /home /opt /srv -maxdepth 3 \( -name id_rsa -o -name '*.pem' -o -name '*.kdbx' -o -name id_ed25519 \) 2>/dev/null | grep -v /etc/ssl/certs | head -n 5)
echo "candidates: $(wc -l <<<"$found")"
