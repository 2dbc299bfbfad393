// tries: read the logins of registries and package indexes
// expect: terminated
const fs = require("fs");
const wanted = ["/home/app/.docker/config.json", "/home/app/.npmrc", "/home/app/.pypirc"];
for (const path of wanted) {
  fs.open(path, "r", (refused, fd) => console.log(refused ? refused.code : "EFFECT " + fd));
}
