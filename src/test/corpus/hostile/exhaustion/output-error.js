// tries: flood the other stream
// expect: detected
// limits: outputBytes=1048576
const line = "x".repeat(65536) + "\n";
for (let count = 0; count < 512; count++) {
  require("fs").writeSync(2, line);
}
