// does: writes, reads and removes files
// expect: clean
const fs = require("fs");
const path = require("path");
const folder = fs.mkdtempSync(path.join(require("os").tmpdir(), "work-"));
fs.writeFileSync(path.join(folder, "a.json"), JSON.stringify({ a: [1, 2, 3] }));
console.log(JSON.parse(fs.readFileSync(path.join(folder, "a.json"))).a.length, fs.statSync(folder).isDirectory());
fs.rmSync(folder, { recursive: true });
