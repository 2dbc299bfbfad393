// does: makes digests, keys and secrets
// expect: clean
const crypto = require("crypto");
console.log(crypto.createHash("sha256").update("x").digest("hex").slice(0, 8), crypto.randomUUID().length);
const key = crypto.scryptSync("pass", "salt", 32);
const cipher = crypto.createCipheriv("aes-256-gcm", key, Buffer.alloc(12));
console.log(Buffer.concat([cipher.update("text"), cipher.final()]).length);
const { privateKey, publicKey } = crypto.generateKeyPairSync("ed25519");
console.log(crypto.verify(null, Buffer.from("m"), publicKey, crypto.sign(null, Buffer.from("m"), privateKey)));
