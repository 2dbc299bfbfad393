// tries: unload a module that does not exist
// expect: terminated
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
  puts(syscall(SYS_delete_module, "corpus_no_such_module", 0) == 0 ? "EFFECT" : "refused");
  return 0;
}
