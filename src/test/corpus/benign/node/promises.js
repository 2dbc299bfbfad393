// does: reads many files at once
// expect: clean
const fs = require("fs/promises");
(async () => {
  await Promise.all([...Array(20).keys()].map((n) => fs.writeFile(`n${n}.txt`, String(n))));
  const texts = await Promise.all([...Array(20).keys()].map((n) => fs.readFile(`n${n}.txt`, "utf8")));
  console.log(texts.reduce((sum, text) => sum + Number(text), 0));
})();
