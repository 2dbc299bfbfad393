module codesession.dev/localcluster

go 1.26.0

require golang.org/x/sys v0.46.0
