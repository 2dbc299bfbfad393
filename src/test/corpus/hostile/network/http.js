// tries: ask a web server from another language
// expect: detected
const http = require("http");
http
  .get({ host: "127.0.0.1", port: process.env.CORPUS_PORT || 9, timeout: 2000 }, () => console.log("EFFECT"))
  .on("error", (refused) => console.log(refused.code));
