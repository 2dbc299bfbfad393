# tries: run compiled instead of written code
# expect: detected
import base64
import marshal

compiled = base64.b64encode(marshal.dumps(compile("print('stage')", "x", "exec")))
exec(marshal.loads(base64.b64decode(compiled)))
