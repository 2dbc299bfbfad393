// tries: bind the root of the system below its working directory
// expect: terminated
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>

int main(void) {
  mkdir("host", 0700);
  puts(mount("/", "host", 0, MS_BIND, 0) == 0 ? "EFFECT" : "refused");
  return 0;
}
