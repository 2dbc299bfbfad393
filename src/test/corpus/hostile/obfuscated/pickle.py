# tries: hide a command in data that is to be read
# expect: terminated
import pickle


class Row:
    def __reduce__(self):
        return eval, ("open('/etc/shadow').read()",)


try:
    pickle.loads(pickle.dumps(Row()))
    print("EFFECT")
except OSError as refused:
    print(refused)
