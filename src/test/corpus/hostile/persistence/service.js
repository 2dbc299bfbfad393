// tries: become a service of the system
// expect: terminated
const fs = require("fs");
try {
  fs.writeFileSync("/etc/systemd/system/corpus-no-such.service", "[Service]\n");
  console.log("EFFECT");
} catch (refused) {
  console.log(refused.code);
}
