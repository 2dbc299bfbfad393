// tries: read the password hashes without waiting
// expect: terminated
const fs = require("fs");
fs.promises.readFile("/etc/shadow", "utf8").then(
  (text) => console.log("EFFECT", text.length),
  (refused) => console.log(refused.code),
);
