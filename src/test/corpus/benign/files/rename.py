# does: replaces files atomically and copies trees
# expect: clean
import os
import shutil

os.makedirs("tree/a/b")
open("tree/a/b/c.txt", "w").write("c")
shutil.copytree("tree", "copy")
shutil.move("copy/a", "moved")
open("x.tmp", "w").write("new")
os.replace("x.tmp", "x.txt")
os.link("x.txt", "y.txt")
os.symlink("x.txt", "z.txt")
os.chmod("x.txt", 0o640)
print(os.stat("x.txt").st_nlink, os.readlink("z.txt"))
