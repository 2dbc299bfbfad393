#!/bin/sh
# Collects what the Java runtime needs of the system into $1/system: the loader, the C library, users, and the records that scanners read.
set -eu
image=$1
system=$image/system

mkdir -p "$system/etc" "$system/tmp" "$system/proc" "$system/sys" "$system/dev" "$system/usr/share" "$system/var/lib/dpkg/status.d"
chmod 1777 "$system/tmp"
echo 'operator:x:65532:65532::/app:/nonexistent' > "$system/etc/passwd"
echo 'operator:x:65532:' > "$system/etc/group"
echo 'hosts: files dns' > "$system/etc/nsswitch.conf"
cp -L /etc/os-release "$system/etc/os-release"

# ldd prints "name => /path (address)", and the loader as "/path (address)".
find "$image/opt/java" -type f \( -name '*.so' -o -perm -u+x \) -exec ldd {} + 2>/dev/null \
  | awk '$2 == "=>" && $3 ~ "^/" { print $3 } $1 ~ "^/.*ld-linux" { print $1 }' | grep -v "^$image/" | sort -u > /tmp/libraries
# The resolver loads this one by name.
find /usr/lib /lib -name libnss_dns.so.2 >> /tmp/libraries

while read -r library; do
  mkdir -p "$system$(dirname "$library")"
  cp -L "$library" "$system$library"
  dpkg -S "$(realpath "$library")" 2>/dev/null | sed 's/:.*//' >> /tmp/owners
done < /tmp/libraries

sort -u /tmp/owners | while read -r package; do
  dpkg-query -s "$package" > "$system/var/lib/dpkg/status.d/$package"
  dpkg-query -W -f '${Package}=${Version}\n' "$package"
done > "$system/usr/share/packages.lock"
grep -q '^libc6=' "$system/usr/share/packages.lock"

# Permissions do not depend on who built the inputs.
chmod -R u=rwX,go=rX "$image/opt" "$image/app" "$system/etc" "$system/usr" "$system/var"
chown -R 0:0 "$image"
