// tries: put the path at the very end of readable memory
// expect: terminated
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

int main(void) {
  char *pages = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  mprotect(pages + 4096, 4096, PROT_NONE);
  char *path = pages + 4096 - sizeof "/etc/shadow";
  strcpy(path, "/etc/shadow");
  puts(open(path, O_RDONLY) >= 0 ? "EFFECT" : "refused");
  return 0;
}
