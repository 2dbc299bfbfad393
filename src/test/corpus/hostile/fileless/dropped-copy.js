// tries: drop a program into the temporary folder and start it
// expect: terminated
const fs = require("fs");
const os = require("os");
const { spawnSync } = require("child_process");
const path = os.tmpdir() + "/.cache-worker";
fs.copyFileSync("/bin/true", path);
fs.chmodSync(path, 0o755);
console.log(spawnSync(path).status === 0 ? "EFFECT" : "refused");
