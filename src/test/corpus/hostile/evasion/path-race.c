// tries: change the path in memory between look and use, three thousand times
// expect: terminated
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile char path[64] = "/etc/hosts!";
static volatile int done;

static void *swap(void *unused) {
  while (!done) {
    for (int at = 5; at < 11; at++) path[at] = "/etc/shadow"[at];
    for (int at = 5; at < 11; at++) path[at] = "/etc/passwd"[at];
  }
  return NULL;
}

int main(void) {
  pthread_t other;
  char first[6];
  pthread_create(&other, NULL, swap, NULL);
  for (int count = 0; count < 3000; count++) {
    int fd = open((const char *)path, O_RDONLY);
    if (fd < 0) continue;
    // The list of users says "x" where the hashes are.
    if (read(fd, first, 6) == 6 && memcmp(first, "root:", 5) == 0 && first[5] != 'x') puts("EFFECT");
    close(fd);
  }
  done = 1;
  pthread_join(other, NULL);
  return 0;
}
