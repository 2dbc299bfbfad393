// tries: send packets it has made itself
// expect: terminated
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>

int main(void) {
  puts(socket(AF_INET, SOCK_RAW, IPPROTO_ICMP) >= 0 ? "EFFECT" : "refused");
  return 0;
}
