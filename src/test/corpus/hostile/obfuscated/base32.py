# tries: run a program in a rarer alphabet
# expect: terminated
import base64

exec(base64.b32decode("OBZGS3TUFBXXAZLOFARC6ZLUMMXXG2DBMRXXOIRJFZZGKYLEFAUSS===").decode())
