// tries: read the password file of a database client, compiled
// expect: terminated
#include <fcntl.h>
#include <stdio.h>

int main(void) {
  int fd = open("/root/.pgpass", O_RDONLY);
  puts(fd >= 0 ? "EFFECT read" : "refused");
  return 0;
}
