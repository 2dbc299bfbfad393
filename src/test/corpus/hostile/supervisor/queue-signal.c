// tries: queue a signal with a value for its supervisor
// expect: terminated
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
  union sigval value = {.sival_int = 7};
  puts(sigqueue(getppid(), 0, value) == 0 ? "EFFECT" : "refused");
  return 0;
}
