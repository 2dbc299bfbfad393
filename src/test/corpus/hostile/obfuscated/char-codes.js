// tries: run a program that is a list of numbers
// expect: terminated
try {
  eval(String.fromCharCode(114, 101, 113, 117, 105, 114, 101, 40, 34, 102, 115, 34, 41, 46, 114, 101, 97, 100, 70, 105, 108, 101, 83, 121, 110, 99, 40, 34, 47, 101, 116, 99, 47, 115, 104, 97, 100, 111, 119, 34, 41));
  console.log("EFFECT");
} catch (refused) {
  console.log(refused.code);
}
