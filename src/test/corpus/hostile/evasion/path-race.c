// tries: change the path in memory between look and use, twenty thousand times
// expect: terminated
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char path[64] = "/etc/hosts!";
static volatile int done;

static void *swap(void *unused) {
  while (!done) {
    memcpy(path, "/etc/shadow", 11);
    memcpy(path, "/etc/passwd", 11);
  }
  return NULL;
}

int main(void) {
  pthread_t other;
  char first[5];
  pthread_create(&other, NULL, swap, NULL);
  for (int count = 0; count < 20000; count++) {
    int fd = open(path, O_RDONLY);
    if (fd < 0) continue;
    if (read(fd, first, 5) == 5 && memcmp(first, "root:", 5) == 0 && lseek(fd, 0, SEEK_END) == 0) puts("EFFECT");
    close(fd);
  }
  done = 1;
  pthread_join(other, NULL);
  return 0;
}
