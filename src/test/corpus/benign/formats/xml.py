# does: reads a catalogue
# expect: clean
import xml.etree.ElementTree as tree

text = "<catalogue>" + "".join(f"<item id='{i}'><price>{i * 1.5}</price></item>" for i in range(20)) + "</catalogue>"
root = tree.fromstring(text)
print(sum(float(item.findtext("price")) for item in root.iter("item")))
tree.ElementTree(root).write("catalogue.xml")
