# does: writes logs to a file that is rotated
# expect: clean
import logging
import logging.handlers

logger = logging.getLogger("app")
logger.setLevel(logging.DEBUG)
handler = logging.handlers.RotatingFileHandler("app.log", maxBytes=2000, backupCount=2)
handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
logger.addHandler(handler)
for number in range(200):
    logger.info("event %d", number)
try:
    1 / 0
except ZeroDivisionError:
    logger.exception("failed")
