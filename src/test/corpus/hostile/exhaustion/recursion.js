// tries: grow one string until memory ends
// expect: detected
// limits: memoryBytes=134217728
const parts = [];
for (let count = 0; count < 1500; count++) {
  parts.push(String(count).repeat(60000));
  Buffer.from(parts[count]);
}
console.log(parts.length);
