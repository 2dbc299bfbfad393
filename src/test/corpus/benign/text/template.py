# does: fills templates
# expect: clean
import string
import textwrap

letter = string.Template("Dear $name, you owe $amount.")
print(textwrap.fill(letter.substitute(name="A", amount="5") * 5, 40))
