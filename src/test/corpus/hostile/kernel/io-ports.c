// tries: ask for the ports of the machine
// expect: terminated
#include <stdio.h>
#include <sys/io.h>

int main(void) {
  puts(iopl(3) == 0 ? "EFFECT" : "refused");
  return 0;
}
