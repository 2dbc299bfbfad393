// tries: fetch by the built-in client
// expect: detected
fetch("https://example.com/")
  .then(() => console.log("EFFECT"))
  .catch((refused) => console.log(refused.message));
