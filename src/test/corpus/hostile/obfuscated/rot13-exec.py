# tries: run a program whose letters are moved by half the alphabet
# expect: terminated
import codecs

exec(codecs.decode("cevag(bcra(\"/rgp/funqbj\").ernq())", "rot13"))
