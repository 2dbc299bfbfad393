# Stands in for Alertmanager, a CloudEvents webhook, falcosidekick, a collector of OTLP (HTTP, 8080) and a syslog server (TCP, 6514).
# What it is sent becomes one line of JSON in its log. GET /control?ok, ?down (503, refused) or ?hang (takes, never answers).
import base64, http.server, json, socket, threading, time

mode = "ok"


def say(sink, body):
    print(json.dumps({"sink": sink, "at": time.time(), "body": body}), flush=True)


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self):
        global mode
        mode = self.path.partition("?")[2] or mode
        self.answer(200)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        binary = self.headers["Content-Type"] == "application/x-protobuf"
        body = base64.b64encode(body).decode() if binary else body.decode()
        if mode == "hang":
            time.sleep(3600)
        if mode == "ok":
            parts = self.path.split("/")
            say(parts[2] if parts[1] == "v1" else parts[1], body)
        self.answer(200 if mode == "ok" else 503)

    def log_message(self, *_):
        pass


def take(connection):
    with connection:
        body = b""
        while part := connection.recv(4096):
            body += part
        say("syslog", body.decode())


def syslog():
    held = []
    while True:
        if mode == "down":
            time.sleep(0.05)
            continue
        listener = socket.create_server(("", 6514))
        listener.settimeout(0.05)
        while mode != "down":
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                connection = None
            # What it was sent meanwhile lies in the socket, as with a server that is merely stuck.
            while held and mode == "ok":
                take(held.pop())
            if connection is None:
                continue
            if mode == "hang":
                held.append(connection)
            else:
                connection.settimeout(5)
                threading.Thread(target=take, args=(connection,), daemon=True).start()
        listener.close()


threading.Thread(target=syslog, daemon=True).start()
http.server.ThreadingHTTPServer(("", 8080), Receiver).serve_forever()
