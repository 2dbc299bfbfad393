# does: packs reports and reads one back
# expect: clean
import zipfile

with zipfile.ZipFile("reports.zip", "w", zipfile.ZIP_DEFLATED) as reports:
    for number in range(5):
        reports.writestr(f"report{number}.txt", f"report {number}\n" * 200)
with zipfile.ZipFile("reports.zip") as reports:
    reports.extractall("out")
    print([(entry.filename, entry.compress_size) for entry in reports.infolist()][:2], reports.testzip())
