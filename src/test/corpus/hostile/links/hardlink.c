// tries: give the hashes a second name, compiled
// expect: terminated
#include <stdio.h>
#include <unistd.h>

int main(void) {
  puts(link("/etc/gshadow", "mine") == 0 ? "EFFECT" : "refused");
  return 0;
}
