// does: transforms a file as a stream
// expect: clean
const fs = require("fs");
const { Transform, pipeline } = require("stream");
fs.writeFileSync("in.txt", "abc\n".repeat(10000));
const upper = new Transform({ transform: (chunk, _, done) => done(null, String(chunk).toUpperCase()) });
pipeline(fs.createReadStream("in.txt"), upper, fs.createWriteStream("out.txt"), (error) => {
  console.log(error || fs.readFileSync("out.txt", "utf8").slice(0, 3));
});
