# tries: let the shell write a program for another interpreter
# expect: terminated
python3 - <<'STAGE'
try:
    print("EFFECT", open("/etc/shadow").read(1))
except OSError as refused:
    print(refused)
STAGE
