# does: reads settings in two formats
# expect: clean
import configparser
import tomllib

parser = configparser.ConfigParser()
parser.read_string("[server]\nport = 80\npassword = %(port)s1\n")
print(parser["server"]["password"], tomllib.loads('[a]\nb = [1, 2]\nc = 1979-05-27')["a"])
