#!/bin/sh
# Last step of the system stage: takes away what a sandbox must not or need not have. Runs inside the image being built.
set -eu

cp /build/packages.lock /usr/share/packages.lock
# shellcheck disable=SC2046  # one argument per package
dpkg --purge --force-all $(dpkg-query -W -f '${Package}\n' apt 'libapt-pkg*' debian-archive-keyring sqv) 2>/dev/null

rm -rf /build /usr/share/doc /usr/share/man /usr/share/info /usr/share/lintian /usr/share/locale /usr/share/bug \
    /var/lib/apt /var/cache/* /var/log/* /var/lib/dpkg/*-old /var/backups/* /var/lib/systemd /etc/apt \
    /tmp/* /var/tmp/* /run/* /root/.??* /etc/machine-id /var/lib/dbus /etc/.pwd.lock /etc/*-

echo 'sandbox:x:65532:65532::/work:/bin/bash' >> /etc/passwd
echo 'sandbox:x:65532:' >> /etc/group
chmod 0600 /etc/shadow /etc/gshadow

mkdir -p /work
chown 65532:65532 /work
chmod 1777 /tmp /var/tmp

find / -xdev \( -type f -o -type d \) -perm /6000 -exec chmod ug-s {} +
