# does: flattens nested data
# expect: clean
import json

data = json.loads('{"a": {"b": [1, 2, {"c": null}]}, "d": "\\u00e9"}')


def flat(value, path=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from flat(inner, f"{path}[{index}]")
    else:
        yield path, value


print(dict(flat(data)))
