// tries: replace the program that loads modules
// expect: terminated
const fs = require("fs");
try {
  fs.openSync("/proc/sys/kernel/modprobe", "r+");
  console.log("EFFECT");
} catch (refused) {
  console.log(refused.code);
}
