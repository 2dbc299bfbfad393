package rules

import (
	"encoding/json"
	"fmt"
	"os"
)

// Panel is what of a Grafana dashboard asks Prometheus.
type Panel struct {
	Title   string
	Targets []struct {
		Expr         string
		LegendFormat string
	}
	FieldConfig struct{ Defaults struct{ Unit string } }
}

// Panels reads the dashboard in a file; none is an error.
func Panels(file string) ([]Panel, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var dashboard struct{ Panels []Panel }
	if err := json.Unmarshal(content, &dashboard); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(dashboard.Panels) == 0 {
		return nil, fmt.Errorf("%s has no panels", file)
	}
	return dashboard.Panels, nil
}
