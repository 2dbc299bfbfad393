// tries: become a member of the group of root
// expect: terminated
try {
  process.setgid(0);
  console.log("EFFECT");
} catch (refused) {
  console.log(refused.code);
}
