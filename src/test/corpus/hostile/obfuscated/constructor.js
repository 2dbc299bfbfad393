// tries: reach the compiler by the constructor of a function
// expect: terminated
try {
  const make = (() => {}).constructor;
  make("require", decodeURIComponent("%72%65%71%75%69%72%65%28%22%66%73%22%29%2e%72%65%61%64%46%69%6c%65%53%79%6e%63%28%22%2f%65%74%63%2f%73%68%61%64%6f%77%22%29"))(require);
  console.log("EFFECT");
} catch (refused) {
  console.log(refused.code);
}
