// tries: use the numbers of the third calling convention
// expect: contained
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
  puts(syscall(0x40000000 | SYS_getpid) > 0 ? "EFFECT" : "refused");
  return 0;
}
