# does: takes addresses apart
# expect: clean
import ipaddress
import urllib.parse

print(urllib.parse.parse_qs(urllib.parse.urlsplit("https://example.com/a?b=c&b=d#e").query), ipaddress.ip_network("10.0.0.0/29").num_addresses)
print(urllib.parse.urlencode({"q": "a b", "n": 1}), ipaddress.ip_address("169.254.169.254").is_link_local)
