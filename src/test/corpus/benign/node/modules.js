// does: imports a module it has written
// expect: clean
const fs = require("fs");
fs.writeFileSync("inner.js", "module.exports = { twice: (n) => n * 2 };\n");
fs.writeFileSync("outer.mjs", "export const three = 3;\n");
console.log(require("./inner.js").twice(2));
import("./outer.mjs").catch(() => import(process.cwd() + "/outer.mjs")).then((outer) => console.log(outer.three));
