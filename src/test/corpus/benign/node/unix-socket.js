// does: serves and asks by a socket in its own folder
// expect: clean
const net = require("net");
const server = net.createServer((line) => line.end("welcome")).listen("./door.sock", () => {
  net.connect("./door.sock").on("data", (text) => {
    console.log(String(text));
    server.close();
  });
});
