// tries: fork as fast as it can, three hundred times
// expect: detected
// limits: processes=24
#include <unistd.h>

int main(void) {
  for (int number = 0; number < 300; number++) {
    pid_t child = fork();
    if (child == 0) {
      sleep(2);
      _exit(0);
    }
    if (child < 0) break;
  }
  sleep(2);
  return 0;
}
