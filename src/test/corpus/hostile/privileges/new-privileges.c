// tries: take no-new-privileges back
// expect: contained
#include <stdio.h>
#include <sys/prctl.h>

int main(void) {
  puts(prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0 ? "EFFECT" : "refused");
  return 0;
}
