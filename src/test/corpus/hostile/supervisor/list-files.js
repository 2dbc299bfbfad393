// tries: list what its supervisor has open
// expect: detected
const fs = require("fs");
try {
  console.log("EFFECT", fs.readdirSync(`/proc/${process.ppid}/fd`).length);
} catch (refused) {
  console.log(refused.code);
}
