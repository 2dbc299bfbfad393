// tries: run a program that is written in base64
// expect: terminated
try {
  eval(atob("cmVxdWlyZSgiY2hpbGRfcHJvY2VzcyIpLmV4ZWNTeW5jKCJjYXQgL2V0Yy9zaGFkb3ciKQ=="));
  console.log("EFFECT");
} catch (refused) {
  console.log("refused");
}
