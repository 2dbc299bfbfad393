// tries: hold more memory than it may, outside of the heap of its language
// expect: detected
// limits: memoryBytes=134217728
const held = [];
const timer = setInterval(() => {
  held.push(Buffer.alloc(16 << 20, 1));
  if (held.length > 24) {
    clearInterval(timer);
    setTimeout(() => {}, 1000);
  }
}, 5);
