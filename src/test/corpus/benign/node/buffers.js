// does: reads binary data and base64
// expect: clean
const buffer = Buffer.alloc(16);
buffer.writeDoubleBE(3.14, 0);
buffer.writeUInt32LE(7, 8);
console.log(buffer.toString("base64"), Buffer.from("aGVsbG8=", "base64").toString(), atob("aGk="), buffer.readDoubleBE(0));
