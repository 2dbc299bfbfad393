// tries: read the sockets of the machine by way of another process
// expect: detected
const fs = require("fs");
for (const path of [`/proc/${process.ppid}/net/unix`, "/proc/self/net/tcp6"]) {
  try {
    console.log(fs.readFileSync(path).length > 0);
  } catch (refused) {
    console.log(refused.code);
  }
}
