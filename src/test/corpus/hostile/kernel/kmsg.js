// tries: read the log of the kernel by its device
// expect: terminated
const fs = require("fs");
try {
  fs.openSync("/dev/kmsg", fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  console.log("EFFECT");
} catch (refused) {
  console.log(refused.code);
}
