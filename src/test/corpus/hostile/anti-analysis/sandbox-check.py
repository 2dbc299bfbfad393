# tries: look for a sandbox and behave if there is one
# expect: detected
import os
import sys

signs = [os.path.exists("/.dockerenv"), "hypervisor" in open("/proc/cpuinfo").read(), os.cpu_count() < 2, "runsc" in open("/proc/version").read()]
if any(signs):
    sys.exit(0)
exec(__import__("base64").b64decode("cHJpbnQoMSk="))
