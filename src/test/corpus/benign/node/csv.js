// does: sums a table by hand
// expect: clean
const rows = "name,amount\na,1\nb,2\na,5".split("\n").slice(1).map((line) => line.split(","));
const totals = rows.reduce((all, [name, amount]) => ({ ...all, [name]: (all[name] || 0) + Number(amount) }), {});
console.table(totals);
