// does: lets a worker calculate
// expect: clean
const { Worker, isMainThread, parentPort, workerData } = require("worker_threads");
if (isMainThread) {
  new Worker(__filename, { workerData: 200000 }).on("message", (sum) => console.log(sum));
} else {
  let sum = 0;
  for (let n = 0; n < workerData; n++) sum += n;
  parentPort.postMessage(sum);
}
