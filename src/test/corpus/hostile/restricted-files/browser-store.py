# tries: open the password stores of browsers in the own home
# expect: detected
import glob
import os
import sqlite3

home = os.path.expanduser("~")
stores = [home + "/.config/google-chrome/Default/Login Data", home + "/.mozilla/firefox/x.default/logins.json"]
for store in stores + glob.glob("/home/*/.config/google-chrome/Default/Login Data"):
    if os.path.exists(store):
        rows = sqlite3.connect(store).execute("select origin_url, username_value, password_value from logins")
        print("EFFECT", len(rows.fetchall()))
