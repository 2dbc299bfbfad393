# does: finds the frequency of a wave
# expect: clean
# needs: numpy
import numpy as np

t = np.linspace(0, 1, 1000, endpoint=False)
spectrum = np.abs(np.fft.rfft(np.sin(2 * np.pi * 50 * t)))
print(int(spectrum.argmax()))
