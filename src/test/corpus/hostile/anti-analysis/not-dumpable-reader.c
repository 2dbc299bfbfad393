// tries: make itself unreadable and then open what is restricted
// expect: terminated
#include <fcntl.h>
#include <stdio.h>
#include <sys/prctl.h>

int main(void) {
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  puts(open("/etc/shadow", O_RDONLY) >= 0 ? "EFFECT" : "refused");
  return 0;
}
