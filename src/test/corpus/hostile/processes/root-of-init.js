// tries: read a file through the root of the first process
// expect: terminated
const fs = require("fs");
try {
  console.log("EFFECT", fs.readFileSync("/proc/1/root/etc/hostname", "utf8").length);
} catch (refused) {
  console.log(refused.code);
}
