# tries: look for services on its own machine
# expect: detected
import socket

open_ports = 0
for port in range(8000, 8050):
    try:
        with socket.socket() as probe:
            probe.settimeout(0.05)
            open_ports += probe.connect_ex(("127.0.0.1", port)) == 0
    except OSError:
        pass
print("EFFECT" if open_ports else "none")
