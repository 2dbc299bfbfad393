// does: reads its input line by line
// expect: clean
// stdin: one\ntwo\n
const lines = require("readline").createInterface({ input: process.stdin });
let count = 0;
lines.on("line", () => count++).on("close", () => console.log(count));
