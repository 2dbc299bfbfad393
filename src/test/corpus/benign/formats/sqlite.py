# does: keeps books in a database
# expect: clean
import sqlite3

books = sqlite3.connect("books.db")
books.execute("create table book (title text, year int)")
books.executemany("insert into book values (?, ?)", [("A", 1990), ("B", 2001), ("C", 2001)])
books.commit()
books.create_function("decade", 1, lambda year: year // 10 * 10)
print(books.execute("select decade(year), count(*) from book group by 1").fetchall())
books.execute("vacuum")
books.close()
