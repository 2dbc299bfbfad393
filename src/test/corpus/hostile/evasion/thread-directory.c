// tries: change the working directory of one thread alone
// expect: terminated
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static char stack[65536];

static int child(void *unused) {
  if (chdir("/etc") == 0 && open("shadow", O_RDONLY) >= 0) puts("EFFECT");
  return 0;
}

int main(void) {
  clone(child, stack + sizeof stack, CLONE_FILES | CLONE_VM | 17, NULL);
  wait(NULL);
  puts("done");
  return 0;
}
