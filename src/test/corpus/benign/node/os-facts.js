// does: asks what it runs on
// expect: clean
const os = require("os");
console.log(os.cpus().length > 0, os.totalmem() > 0, os.platform(), os.release().length > 0, os.hostname().length > 0, process.memoryUsage().rss > 0);
try {
  console.log(typeof os.userInfo().uid);
} catch (unknown) {
  console.log(unknown.code);
}
