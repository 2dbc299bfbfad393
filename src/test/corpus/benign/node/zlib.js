// does: compresses and unpacks
// expect: clean
const zlib = require("zlib");
const text = Buffer.from("la ".repeat(5000));
for (const [pack, unpack] of [[zlib.gzipSync, zlib.gunzipSync], [zlib.brotliCompressSync, zlib.brotliDecompressSync]]) {
  console.log(pack(text).length, unpack(pack(text)).equals(text));
}
