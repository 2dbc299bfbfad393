# does: calculates with time zones
# expect: clean
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

summer = datetime(2024, 7, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))
print(summer.astimezone(timezone.utc).isoformat(), summer + timedelta(days=200), len(available_timezones()) > 10)
