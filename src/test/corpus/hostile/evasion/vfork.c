// tries: do it in a child that borrows its memory
// expect: terminated
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  pid_t child = vfork();
  if (child == 0) _exit(open("/etc/shadow", O_RDONLY) >= 0 ? 9 : 0);
  int status;
  waitpid(child, &status, 0);
  puts(status ? "EFFECT" : "refused");
  return 0;
}
