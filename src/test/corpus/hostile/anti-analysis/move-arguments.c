// tries: change what the process list tells about its arguments
// expect: detected
#include <stdio.h>
#include <sys/prctl.h>

int main(void) {
  static char other[] = "[kthreadd]";
  puts(prctl(PR_SET_MM, PR_SET_MM_ARG_START, other, 0, 0) == 0 ? "EFFECT" : "refused");
  return 0;
}
