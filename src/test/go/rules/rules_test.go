package rules

import (
	"context"
	"log/slog"
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

const (
	chart  = "../../../../helm/codesession"
	length = time.Hour
)

var engine = promql.NewEngine(promql.EngineOpts{MaxSamples: 100_000, Timeout: time.Minute})

func TestEveryAlertFiresOfItsCauseAndOfNoOther(t *testing.T) {
	rules := alerts(t)
	var names []string
	for _, rule := range rules {
		names = append(names, rule.Alert)
	}
	slices.Sort(names)
	if causes := slices.Sorted(maps.Keys(conditions)); !slices.Equal(names, causes) {
		t.Fatalf("the chart has the alerts %v, and causes are known of %v", names, causes)
	}
	for name, condition := range conditions {
		t.Run(name, func(t *testing.T) {
			fired := firing(t, rules, load(t, slices.Concat(healthy, condition.series)...))
			for other := range fired {
				if other != name {
					t.Errorf("%s fires of it, too", other)
				}
			}
			after, ok := fired[name]
			if !ok {
				t.Fatal("does not fire")
			}
			if after > condition.after {
				t.Errorf("fires after %v, and should after %v", after, condition.after)
			}
		})
	}
}

func TestNoAlertFiresOfAHealthyOperator(t *testing.T) {
	if fired := firing(t, alerts(t), load(t, healthy...)); len(fired) > 0 {
		t.Errorf("%v", fired)
	}
}

func TestNoAlertFiresOfABlip(t *testing.T) {
	if fired := firing(t, alerts(t), load(t, slices.Concat(healthy, blips)...)); len(fired) > 0 {
		t.Errorf("%v", fired)
	}
}

func TestEveryPanelShowsAHealthyOperator(t *testing.T) {
	data := load(t, healthy...)
	for _, panel := range panels(t) {
		if len(panel.Targets) == 0 {
			t.Errorf("%s asks for nothing", panel.Title)
		}
		for _, target := range panel.Targets {
			if shown := query(t, data, target.Expr, start.Add(length/2)); len(shown) == 0 {
				t.Errorf("%s is empty: %s", panel.Title, target.Expr)
			}
		}
	}
}

// alerts are those of the chart, as strictly read as Prometheus does.
func alerts(t *testing.T) []rulefmt.Rule {
	t.Helper()
	content, err := os.ReadFile(chart + "/rules/codesession.yaml")
	if err != nil {
		t.Fatal(err)
	}
	groups, problems := rulefmt.Parse(content, false, model.UTF8Validation, parser.NewParser(parser.Options{}), slog.New(slog.DiscardHandler))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var rules []rulefmt.Rule
	for _, group := range groups.Groups {
		rules = append(rules, group.Rules...)
	}
	return rules
}

// firing says which alerts fire at any time, and when for the first time: as Prometheus does, a series has to be there at each evaluation for as
// long as the rule says.
func firing(t *testing.T, rules []rulefmt.Rule, data Memory) map[string]time.Duration {
	t.Helper()
	fired := map[string]time.Duration{}
	for _, rule := range rules {
		since := map[uint64]time.Duration{}
		for at := time.Duration(0); at <= length; at += time.Minute {
			pending := map[uint64]time.Duration{}
			for _, found := range query(t, data, rule.Expr, start.Add(at)) {
				key := found.Metric.Hash()
				if before, ok := since[key]; ok {
					pending[key] = before
				} else {
					pending[key] = at
				}
				_, known := fired[rule.Alert]
				if !known && at-pending[key] >= time.Duration(rule.For) {
					fired[rule.Alert] = at
				}
			}
			since = pending
		}
	}
	return fired
}

func query(t *testing.T, data Memory, text string, at time.Time) promql.Vector {
	t.Helper()
	asked, err := engine.NewInstantQuery(context.Background(), data, promql.NewPrometheusQueryOpts(false, 0, nil), text, at)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	defer asked.Close()
	answer, err := asked.Exec(context.Background()).Vector()
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return slices.Clone(answer)
}

func panels(t *testing.T) []Panel {
	t.Helper()
	panels, err := Panels(chart + "/dashboards/codesession.json")
	if err != nil {
		t.Fatal(err)
	}
	return panels
}
