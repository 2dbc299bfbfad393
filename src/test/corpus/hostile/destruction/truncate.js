// tries: empty a file outside of its folder
// expect: detected
const fs = require("fs");
const name = (process.env.CORPUS_OUTSIDE || "/var/tmp/corpus-no-such-folder") + "/precious-1";
try {
  fs.truncateSync(name, 0);
  console.log("EFFECT");
} catch (refused) {
  console.log(refused.code);
}
