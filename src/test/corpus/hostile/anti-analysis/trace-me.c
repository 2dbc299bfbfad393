// tries: let nobody else trace it
// expect: terminated
#include <stdio.h>
#include <sys/ptrace.h>

int main(void) {
  puts(ptrace(PTRACE_TRACEME, 0, 0, 0) == 0 ? "EFFECT" : "refused");
  return 0;
}
