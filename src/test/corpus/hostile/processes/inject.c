// tries: write a byte into a child that waits, as an injector does before it sets registers
// expect: terminated
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static char target = 'a';

int main(void) {
  pid_t child = fork();
  if (child == 0) {
    sleep(2);
    _exit(0);
  }
  char byte = 'b';
  struct iovec from = {&byte, 1}, to = {&target, 1};
  puts(process_vm_writev(child, &from, 1, &to, 1, 0) == 1 ? "EFFECT" : "refused");
  kill(child, SIGKILL);
  wait(NULL);
  return 0;
}
