# does: makes a second of sound
# expect: clean
import array
import math
import wave

with wave.open("tone.wav", "wb") as tone:
    tone.setnchannels(1)
    tone.setsampwidth(2)
    tone.setframerate(8000)
    tone.writeframes(array.array("h", (int(9000 * math.sin(i / 3)) for i in range(8000))).tobytes())
print(wave.open("tone.wav").getnframes())
