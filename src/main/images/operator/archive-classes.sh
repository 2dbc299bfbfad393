#!/bin/sh
# Writes $1/app/classes.jsa: the classes of the list $2 as the JVM has them in memory, so that a start neither reads, parses nor verifies them.
# $3 holds SteadyArchive. The options that decide how objects look are those of the entry point; that they are is seen by src/test/images/verify.
set -eu
image=$1 list=$2 steady=$3
java() { "$image/opt/java/bin/java" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xmx256m "$@"; }

# The archive knows size and time of every file it was made of, and is refused when they differ. This is the time that they have in the image.
find "$image/opt/java" "$image/app" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

for dump in one other; do
  java -Xshare:dump -XX:+AOTClassLinking -XX:SharedClassListFile="$list" -XX:SharedArchiveFile="/tmp/$dump.jsa" \
    -cp "$image/app/codesession-operator.jar" > /tmp/dump.log 2>&1 || { cat /tmp/dump.log; echo 'error: the archive of classes could not be made'; exit 1; }
done
java -cp "$steady" SteadyArchive /tmp/one.jsa /tmp/other.jsa "$image/app/classes.jsa" \
  || { echo 'warning: another difference than those of clocks: this image cannot be built a second time to the same digest'; cp /tmp/one.jsa "$image/app/classes.jsa"; }
rm /tmp/one.jsa /tmp/other.jsa
java -Xshare:on -XX:SharedArchiveFile="$image/app/classes.jsa" -cp "$image/app/codesession-operator.jar" -version || { echo 'error: the archive of classes cannot be used'; exit 1; }
chmod 0644 "$image/app/classes.jsa"
echo "$(grep -c 'warning' /tmp/dump.log || true) warnings about the list of classes"
