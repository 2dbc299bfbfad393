// does: sorts a hundred thousand numbers
// expect: clean
const numbers = Float64Array.from({ length: 100000 }, (_, n) => Math.sin(n));
numbers.sort();
console.log(numbers[0] <= numbers[1], new Map(Object.entries({ a: 1 })).get("a"));
