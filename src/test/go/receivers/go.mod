// Which Alertmanager RealReceiversIT runs; go.sum has its checksum, and Alertmanager's own go.sum those of the rest. `go mod tidy` would
// take the requirement away: there is no package here, src/build/real-receivers asks for the module.
module codesession.dev/receivers

go 1.26.0

require github.com/prometheus/alertmanager v0.35.0
