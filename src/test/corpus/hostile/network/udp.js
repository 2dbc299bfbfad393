// tries: send a datagram
// expect: detected
const socket = require("dgram").createSocket("udp4");
socket.on("error", (refused) => console.log(refused.code));
try {
  socket.send("x", 9, "127.0.0.1", (refused) => {
    console.log(refused ? refused.code : "EFFECT");
    socket.close();
  });
} catch (refused) {
  console.log(refused.code);
}
