// tries: load the miner that web sites used to hide
// expect: detected
const site = "https://coinhive.invalid/lib/coinhive.min.js";
const source = `new CoinHive.Anonymous("corpus", { throttle: 0.2 }).start()`;
console.log(site.length + source.length);
