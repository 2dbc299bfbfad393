# tries: write the configuration of a miner
# expect: detected
import json

with open("config.json", "w") as config:
    json.dump({"algo": "rx/0", "pools": [{"url": "stratum+ssl://xmr.pool.invalid:443", "user": "4" + "8" * 94, "keepalive": True}], "cpu": {"huge-pages": True}}, config)
