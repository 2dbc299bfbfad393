# tries: run a program in the rarest alphabet of the library
# expect: terminated
import base64

exec(base64.b85decode(r"""aB^vGbSQ6dWo{@UFJ*LNFLP*NWN&vODK2tlVPq&NDF""").decode())
