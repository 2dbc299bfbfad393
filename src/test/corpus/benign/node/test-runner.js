// does: tests itself
// expect: clean
const assert = require("assert");
const { test } = require("node:test");
test("adds", () => assert.strictEqual(1 + 1, 2));
test("copies deeply", () => assert.deepStrictEqual(structuredClone({ a: [1] }), { a: [1] }));
