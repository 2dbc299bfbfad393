# tries: find out which machine this is
# expect: detected
for path in ("/etc/machine-id", "/sys/class/dmi/id/product_uuid", "/sys/class/net/eth0/address"):
    try:
        print(len(open(path).read(64)))
    except OSError as refused:
        print(refused.strerror)
