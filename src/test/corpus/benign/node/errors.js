// does: dies of an error it does not catch
// expect: clean
// exit: 1
function fails() {
  throw new TypeError("on purpose");
}
console.log("before");
fails();
