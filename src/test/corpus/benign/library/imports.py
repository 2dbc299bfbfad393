# does: imports the modules for networks without using them
# expect: clean
import ftplib
import http.client
import http.server
import smtplib
import socket
import ssl
import urllib.request
import xmlrpc.client

print(socket.gethostname() != "", ssl.OPENSSL_VERSION != "", http.client.responses[404], urllib.request.quote("a b"))
print(len(ssl.create_default_context().get_ca_certs()) >= 0, [m.__name__ for m in (ftplib, smtplib, http.server, xmlrpc.client)])
