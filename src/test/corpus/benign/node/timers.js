// does: waits for timers and events
// expect: clean
const { EventEmitter, once } = require("events");
const bell = new EventEmitter();
setTimeout(() => bell.emit("ring", 7), 20);
once(bell, "ring").then(([number]) => console.log(number));
setImmediate(() => console.log("soon"));
