// does: pipes text through another program
// expect: clean
const { spawn, execFileSync } = require("child_process");
const sort = spawn("sort", ["-r"]);
sort.stdout.on("data", (text) => console.log(String(text).split("\n")[0]));
sort.stdin.end("a\nc\nb\n");
console.log(execFileSync("printf", ["%s", "hi"]).toString());
