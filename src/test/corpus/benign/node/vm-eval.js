// does: runs a formula a user has typed
// expect: clean
const vm = require("vm");
console.log(vm.runInNewContext("a * b + Math.sqrt(c)", { a: 2, b: 3, c: 16, Math }), new Function("x", "return x + 1")(1));
