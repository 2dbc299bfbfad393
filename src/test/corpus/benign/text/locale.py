# does: formats numbers in the language of the system
# expect: clean
import locale

locale.setlocale(locale.LC_ALL, "")
print(locale.getpreferredencoding(), locale.format_string("%.2f", 1234.5, grouping=True))
