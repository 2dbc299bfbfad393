# tries: have the hashes brought back in the place of a picture
# expect: terminated
import os

os.symlink("/etc/shadow", "chart.png")
print("linked")
