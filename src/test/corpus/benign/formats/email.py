# does: takes a message with an attachment apart
# expect: clean
from email.message import EmailMessage
from email import message_from_bytes, policy

message = EmailMessage()
message["Subject"] = "Grüße"
message.set_content("see attachment")
message.add_attachment(b"a,b\n1,2\n", maintype="text", subtype="csv", filename="t.csv")
again = message_from_bytes(message.as_bytes(), policy=policy.default)
print(again["Subject"], [part.get_filename() for part in again.iter_attachments()])
