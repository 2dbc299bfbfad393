// tries: make a socket by number, with rubbish in the half that the kernel ignores
// expect: detected
#include <stdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
  long fd = syscall(SYS_socket, 0x700000000L | AF_INET, SOCK_STREAM, 0);
  puts(fd >= 0 ? "EFFECT" : "refused");
  return 0;
}
