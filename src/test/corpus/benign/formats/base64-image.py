# does: decodes a small picture that came as text
# expect: clean
import base64

dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
picture = base64.b64decode(dot)
with open("dot.png", "wb") as out:
    out.write(picture)
print(len(picture), picture[:8])
