// tries: use the call that only creates
// expect: terminated
#include <fcntl.h>
#include <stdio.h>

int main(void) {
  puts(creat("/etc/corpus-no-such-file", 0600) >= 0 ? "EFFECT" : "refused");
  return 0;
}
