// does: forks itself and sends messages
// expect: clean
const { fork } = require("child_process");
if (process.argv[2] === "child") {
  process.on("message", (n) => process.send(n * 2, () => process.disconnect()));
} else {
  const child = fork(__filename, ["child"]);
  child.on("message", (n) => console.log(n));
  child.send(21);
}
