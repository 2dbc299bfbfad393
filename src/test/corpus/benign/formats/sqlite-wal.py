# does: uses a write-ahead log with two connections
# expect: clean
import sqlite3

one = sqlite3.connect("wal.db", isolation_level=None)
print(one.execute("pragma journal_mode=wal").fetchone())
one.execute("create table t (a)")
two = sqlite3.connect("wal.db")
one.execute("begin")
one.executemany("insert into t values (?)", [(i,) for i in range(1000)])
one.execute("commit")
print(two.execute("select count(*) from t").fetchone())
