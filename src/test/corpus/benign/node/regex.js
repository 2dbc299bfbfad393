// does: takes text apart
// expect: clean
const text = "2024-01-05 ok 12ms\n2024-01-06 fail 340ms";
for (const { groups } of text.matchAll(/(?<day>\d{4}-\d\d-\d\d) (?<state>\w+) (?<ms>\d+)ms/g)) console.log(groups.day, groups.state, +groups.ms);
console.log(new Intl.NumberFormat("de-DE").format(1234567.8), new Date(0).toISOString());
