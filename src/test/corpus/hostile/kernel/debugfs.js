// tries: look into the debug file system
// expect: terminated
const fs = require("fs");
for (const path of ["/sys/kernel/debug/tracing", "/sys/kernel/security/lsm"]) {
  try {
    fs.openSync(path, "r");
    console.log("EFFECT", path);
  } catch (refused) {
    console.log(refused.code);
  }
}
