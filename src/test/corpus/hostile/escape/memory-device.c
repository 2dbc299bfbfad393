// tries: open the memory of the machine
// expect: terminated
#include <fcntl.h>
#include <stdio.h>

int main(void) {
  puts(open("/dev/mem", O_RDONLY) >= 0 ? "EFFECT" : "refused");
  return 0;
}
