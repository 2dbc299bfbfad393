# does: collects the links of a page
# expect: clean
from html.parser import HTMLParser


class Links(HTMLParser):
    found = []

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.found.append(dict(attributes).get("href"))


links = Links()
links.feed('<p><a href="https://example.com/a?b=c">x</a> <a href="/local">y</a></p>')
print(links.found)
