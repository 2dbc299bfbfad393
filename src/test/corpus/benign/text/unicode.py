# does: handles letters of many languages
# expect: clean
import unicodedata

for word in ("Ångström", "naïve", "Ελλάδα", "日本語", "👩‍💻", "e\u0301"):
    print(word, len(word), len(word.encode()), unicodedata.normalize("NFC", word) == word, word.upper())
