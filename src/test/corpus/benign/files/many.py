# does: makes and removes a thousand files of its own
# expect: clean
import os
import shutil

os.makedirs("many/sub", exist_ok=True)
for number in range(1000):
    with open(f"many/{number}.txt", "w") as file:
        file.write(str(number))
for number in range(0, 1000, 2):
    os.unlink(f"many/{number}.txt")
print(len(os.listdir("many")))
shutil.rmtree("many")
