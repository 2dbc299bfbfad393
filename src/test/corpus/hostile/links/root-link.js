// tries: link to the root of the first process
// expect: terminated
const fs = require("fs");
try {
  fs.symlinkSync("/proc/1/root", "outside");
  console.log("EFFECT", fs.readFileSync("outside/etc/hostname", "utf8").length);
} catch (refused) {
  console.log(refused.code);
}
