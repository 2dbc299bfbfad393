// tries: signal its supervisor from another language
// expect: terminated
try {
  process.kill(process.ppid, 0);
  console.log("EFFECT");
} catch (refused) {
  console.log(refused.code);
}
