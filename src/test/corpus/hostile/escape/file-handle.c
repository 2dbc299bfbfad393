// tries: open the root of the host by its number, as a known escape does
// expect: terminated
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
  struct file_handle *handle = calloc(1, sizeof *handle + 8);
  handle->handle_bytes = 8;
  handle->handle_type = 1;
  handle->f_handle[0] = 2;
  int at = open("/etc", O_RDONLY | O_DIRECTORY);
  puts(open_by_handle_at(at, handle, O_RDONLY) >= 0 ? "EFFECT" : "refused");
  return 0;
}
