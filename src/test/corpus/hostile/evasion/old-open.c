// tries: use the oldest call to open, which libraries have given up
// expect: terminated
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
#ifdef SYS_open
  puts(syscall(SYS_open, "/etc/shadow", O_RDONLY) >= 0 ? "EFFECT" : "refused");
#else
  puts(open("/etc/shadow", O_RDONLY) >= 0 ? "EFFECT" : "refused");
#endif
  return 0;
}
