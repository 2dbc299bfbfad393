# does: guesses the dialect of a table and sums a column
# expect: clean
import csv

with open("t.csv", "w", newline="") as table:
    writer = csv.writer(table, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(["name", "amount"])
    writer.writerows([f"n;{i}", i * 2] for i in range(100))
with open("t.csv", newline="") as table:
    dialect = csv.Sniffer().sniff(table.read(512), delimiters=";,")
    table.seek(0)
    print(sum(int(row["amount"]) for row in csv.DictReader(table, dialect=dialect)))
