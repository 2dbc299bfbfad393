package rules

import (
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunks"
)

var start = time.Unix(1_700_000_000, 0)

// load reads descriptions of series; one with the labels of an earlier one replaces it.
func load(t *testing.T, descriptions ...string) Memory {
	t.Helper()
	loaded := Memory{}
	for _, description := range descriptions {
		name, values, err := parser.NewParser(parser.Options{}).ParseSeriesDesc(description)
		if err != nil {
			t.Fatalf("%s: %v", description, err)
		}
		var samples []chunks.Sample
		for minute, value := range values {
			samples = append(samples, Sample(start.Add(time.Duration(minute)*time.Minute).UnixMilli(), value.Value))
		}
		loaded[name.String()] = storage.NewListSeries(name, samples)
	}
	return loaded
}
