// tries: use the younger call with a root of its choice
// expect: terminated
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
  int root = open("/etc", O_RDONLY | O_DIRECTORY);
  struct open_how how = {.flags = O_RDONLY, .resolve = RESOLVE_IN_ROOT};
  puts(syscall(SYS_openat2, root, "/shadow", &how, sizeof how) >= 0 ? "EFFECT" : "refused");
  return 0;
}
