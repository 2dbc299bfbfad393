// tries: attach to its supervisor
// expect: terminated
#include <stdio.h>
#include <sys/ptrace.h>
#include <unistd.h>

int main(void) {
  puts(ptrace(PTRACE_SEIZE, getppid(), 0, 0) == 0 ? "EFFECT" : "refused");
  return 0;
}
