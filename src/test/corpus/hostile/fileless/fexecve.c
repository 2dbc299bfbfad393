// tries: copy itself to memory and go on from there
// expect: terminated
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <unistd.h>

int main(int count, char **arguments) {
  if (count > 1) return puts("EFFECT running from memory") < 0;
  int self = open("/bin/true", O_RDONLY), copy = memfd_create("copy", 0);
  while (sendfile(copy, self, NULL, 1 << 20) > 0) {}
  char *again[] = {arguments[0], "again", NULL}, *none[] = {NULL};
  fexecve(copy, again, none);
  puts("refused");
  return 0;
}
