# tries: write the second stage to a file and import it
# expect: terminated
import sys

with open("stage_two.py", "w") as stage:
    stage.write("try:\n    print('EFFECT', open('/etc/sha' 'dow').read(1))\nexcept OSError as refused:\n    print(refused)\n")
sys.path.insert(0, ".")
import stage_two  # noqa: E402,F401
