// tries: let every core search, five seconds at most
// expect: detected
// limits: cpuMillis=500
const { Worker, isMainThread } = require("worker_threads");
if (isMainThread) {
  for (let core = 0; core < 2; core++) new Worker(__filename);
} else {
  const { createHash } = require("crypto");
  const until = Date.now() + 5000;
  for (let nonce = 0; Date.now() < until; nonce++) createHash("sha256").update("block" + nonce).digest();
}
