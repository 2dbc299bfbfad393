# does: looks at its environment
# expect: clean
env | cut -d= -f1 | sort | grep -cE 'PATH|HOME|LANG'
echo "${HOME:+home} ${USER:-nobody} $0 $#"
id -u >/dev/null && uname -s && nproc | grep -c .
