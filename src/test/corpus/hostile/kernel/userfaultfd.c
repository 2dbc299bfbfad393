// tries: handle the kernel's page faults, the usual helper of races
// expect: terminated
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
  puts(syscall(SYS_userfaultfd, O_CLOEXEC | 1) >= 0 ? "EFFECT" : "refused");
  return 0;
}
