# does: lists the fonts there are
# expect: clean
# needs: matplotlib
from matplotlib import font_manager

print(sorted({font.name for font in font_manager.fontManager.ttflist})[:5])
print(font_manager.findfont("DejaVu Sans"))
