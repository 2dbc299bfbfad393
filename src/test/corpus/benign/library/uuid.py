# does: makes identifiers
# expect: clean
import uuid

print(uuid.uuid4().version, uuid.uuid5(uuid.NAMESPACE_URL, "https://example.com/"))
