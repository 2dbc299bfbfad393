// tries: speak to the socket of the runtime as a client library does
// expect: detected
const http = require("http");
http
  .get({ socketPath: "/var/run/docker.sock", path: "/containers/json" }, () => console.log("EFFECT"))
  .on("error", (refused) => console.log(refused.code));
