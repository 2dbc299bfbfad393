"""Compiles every Python module under sys.path (or under --root) to bytecode that is trusted without looking at the source's time.

Times differ between builds and get lost in image layers; with the usual timestamps each start would compile everything again.
One process and a fixed hash seed (set by re-executing) keep the bytes equal from build to build.
"""

import compileall
import os
import py_compile
import shutil
import sys
import sysconfig

root = sys.argv[2] if sys.argv[1:2] == ["--root"] else ""

if os.environ.get("PYTHONHASHSEED") != "0":
    os.execve(sys.executable, [sys.executable, "-I", *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})

if root:
    folders = [root]
else:
    folders = [sysconfig.get_path("stdlib"), "/usr/lib/python3"]

failed = False
for folder in folders:
    for path, names, _ in os.walk(folder):
        names.sort()
        if "__pycache__" in names:
            shutil.rmtree(os.path.join(path, "__pycache__"))
    done = compileall.compile_dir(
        folder,
        stripdir=root or None,
        prependdir="/" if root else None,
        quiet=1,
        force=True,
        maxlevels=50,
        workers=1,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    failed = failed or not done
sys.exit(failed)
