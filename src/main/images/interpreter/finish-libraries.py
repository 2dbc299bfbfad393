"""Makes the installed libraries small and fit for a read-only root. Argument: the tree they were installed into."""

import json
import os
import pathlib
import shutil
import site
import subprocess
import sys

packages = pathlib.Path(sys.argv[1] + site.getsitepackages()[0])

for folder in [p for p in packages.rglob("*") if p.is_dir() and p.name in ("tests", "test", "__pycache__")]:
    shutil.rmtree(folder, ignore_errors=True)
for pattern in ("*.pyi", "*.pyx", "*.pxd", "*.h", "*.hpp", "*.a", "*.c", "*.cpp"):
    for file in packages.rglob(pattern):
        file.unlink()
for unneeded in ("bin", "share", "matplotlib/mpl-data/sample_data"):
    shutil.rmtree(packages / unneeded, ignore_errors=True)

# matplotlib looks for its list of fonts only in a folder it may write, and scans all fonts when that is empty,
# as /tmp is in every new sandbox. Let it take the list made here.
manager = packages / "matplotlib/font_manager.py"
before = manager.read_text()
lookup = 'fm_path = Path(\n        mpl.get_cachedir(), f"fontlist-v{FontManager.__version__}.json")'
if before.count(lookup) != 1:
    sys.exit("matplotlib finds its font list in another way now: adapt finish-libraries.py to font_manager._load_fontmanager")
prepared = 'fm_path = Path(\n        mpl.get_data_path(), "fontlist.json")'
environment = {"PATH": "/nonexistent", "PYTHONPATH": str(packages), "MPLBACKEND": "Agg", "MPLCONFIGDIR": "/tmp/fonts", "HOME": "/tmp"}
subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], env=environment, check=True)
(made,) = pathlib.Path("/tmp/fonts").glob("fontlist-*.json")
fonts = json.loads(made.read_text())
for kind in ("ttflist", "afmlist"):
    fonts[kind].sort(key=lambda font: (font["fname"], font["name"]))  # comes in the order of a set
(packages / "matplotlib/mpl-data/fontlist.json").write_text(json.dumps(fonts, indent=1))
if str(packages) in made.read_text():
    sys.exit("matplotlib's font list has absolute paths: adapt finish-libraries.py")
manager.write_text(before.replace(lookup, prepared))

# Agg also for code that runs without the image's environment.
settings = packages / "matplotlib/mpl-data/matplotlibrc"
settings.write_text(settings.read_text().replace("#backend: Agg", "backend: Agg"))

for record in packages.glob("*.dist-info/RECORD"):
    record.unlink()  # no longer true
for path, _, names in os.walk(packages):
    for name in names:
        os.chmod(os.path.join(path, name), 0o644)
