// tries: become root in all three identities
// expect: terminated
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int main(void) {
  puts(setresuid(0, 0, 0) == 0 ? "EFFECT" : "refused");
  return 0;
}
