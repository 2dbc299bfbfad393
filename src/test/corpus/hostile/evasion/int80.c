// tries: use the numbers of the 32-bit convention, where getpid is 20
// expect: contained
#include <stdio.h>

int main(void) {
  long answer;
  __asm__ volatile("int $0x80" : "=a"(answer) : "a"(20) : "memory");
  puts(answer > 0 ? "EFFECT" : "refused");
  return 0;
}
