# does: keeps settings and keys of its own below its own home
# expect: clean
import os
from pathlib import Path

home = Path.home()
(home / ".config").mkdir(exist_ok=True)
(home / ".config/app.json").write_text("{}")
(home / "public_key.pem").write_text("demo")
print(sorted(os.listdir(home))[:3] != [])
