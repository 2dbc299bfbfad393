# does: calculates with dates
# expect: clean
date -u -d '2024-02-28 + 2 days' +%F
TZ=Asia/Tokyo date -d @0 +%H
