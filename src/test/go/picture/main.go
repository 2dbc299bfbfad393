// Command picture draws the chart's dashboard of scrapes that were kept: Prometheus' own engine answers the panels'
// questions, and gonum draws the answers. It shows what the panels ask, not what Grafana makes of it. Not in the build.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"image/color"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"codesession.dev/rules"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunks"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/plotutil"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

const (
	columns = 3
	width   = 9 * vg.Centimeter
	height  = 5.2 * vg.Centimeter
	step    = 5 * time.Second
	// A legend of more lines hides the lines.
	most = 9
)

func main() {
	scrapes := flag.String("scrapes", "", "folder with one file per scrape, SECONDS.prom")
	dashboard := flag.String("dashboard", "../../../../helm/codesession/dashboards/codesession.json", "the dashboard")
	out := flag.String("out", "dashboard.png", "the picture")
	flag.Parse()
	if err := run(*scrapes, *dashboard, *out); err != nil {
		log.Fatal(err)
	}
}

func run(scrapes, dashboard, out string) error {
	data, from, to, err := load(scrapes)
	if err != nil {
		return err
	}
	panels, err := rules.Panels(dashboard)
	if err != nil {
		return err
	}
	rows := (len(panels) + columns - 1) / columns
	plots := make([][]*plot.Plot, rows)
	for i := range plots {
		plots[i] = make([]*plot.Plot, columns)
	}
	engine := promql.NewEngine(promql.EngineOpts{MaxSamples: 50_000_000, Timeout: time.Minute, LookbackDelta: time.Minute})
	for i, panel := range panels {
		drawn, err := draws(engine, data, panel, from, to)
		if err != nil {
			return fmt.Errorf("%s: %w", panel.Title, err)
		}
		plots[i/columns][i%columns] = drawn
	}
	return write(plots, out)
}

// load reads scrapes; the time of each is the name of its file.
func load(folder string) (rules.Memory, time.Time, time.Time, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.prom"))
	if err != nil || len(files) < 2 {
		return nil, time.Time{}, time.Time{}, errors.Join(err, fmt.Errorf("%q has no scrapes", folder))
	}
	slices.Sort(files)
	samples := map[string][]chunks.Sample{}
	names := map[string]labels.Labels{}
	var times []time.Time
	for _, file := range files {
		seconds, err := strconv.ParseInt(strings.TrimSuffix(filepath.Base(file), ".prom"), 10, 64)
		if err != nil {
			return nil, time.Time{}, time.Time{}, err
		}
		at := time.Unix(seconds, 0)
		scraped, err := scrape(file, at)
		if err != nil {
			// An operator that was restarting: Prometheus has such gaps, too.
			log.Printf("%s: %v", file, err)
			continue
		}
		times = append(times, at)
		for _, one := range scraped {
			name := series(one.Metric)
			names[name.String()] = name
			samples[name.String()] = append(samples[name.String()], rules.Sample(at.UnixMilli(), float64(one.Value)))
		}
	}
	memory := rules.Memory{}
	for key, name := range names {
		memory[key] = storage.NewListSeries(name, samples[key])
	}
	return memory, times[0], times[len(times)-1], nil
}

func scrape(file string, at time.Time) (model.Vector, error) {
	content, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer content.Close()
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(content)
	if err != nil {
		return nil, err
	}
	var all model.Vector
	for _, family := range families {
		some, err := expfmt.ExtractSamples(&expfmt.DecodeOptions{Timestamp: model.TimeFromUnixNano(at.UnixNano())}, family)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	if len(all) == 0 {
		return nil, errors.New("is empty")
	}
	return all, nil
}

func series(metric model.Metric) labels.Labels {
	text := map[string]string{}
	for name, value := range metric {
		text[string(name)] = string(value)
	}
	return labels.FromMap(text)
}

func draws(engine *promql.Engine, data rules.Memory, panel rules.Panel, from, to time.Time) (*plot.Plot, error) {
	drawn := plot.New()
	drawn.Title.Text = panel.Title
	if unit := panel.FieldConfig.Defaults.Unit; unit != "short" {
		drawn.Title.Text += " (" + strings.Replace(unit, "ops", "1/s", 1) + ")"
	}
	drawn.Title.TextStyle.Font.Size = 9
	drawn.Legend.TextStyle.Font.Size = 6
	drawn.Legend.Top = true
	drawn.Legend.ThumbnailWidth = 8
	for _, axis := range []*plot.Axis{&drawn.X, &drawn.Y} {
		axis.Tick.Label.Font.Size = font.Length(6)
	}
	drawn.Y.Min = 0
	drawn.Add(plotter.NewGrid())
	lines := 0
	for _, target := range panel.Targets {
		asked, err := engine.NewRangeQuery(context.Background(), data, promql.NewPrometheusQueryOpts(false, 0, nil), target.Expr, from, to, step)
		if err != nil {
			return nil, err
		}
		answer, err := asked.Exec(context.Background()).Matrix()
		if err != nil {
			return nil, err
		}
		for _, one := range answer {
			points := plotter.XYs{}
			for _, point := range one.Floats {
				// A quantile of nothing is not a number.
				if point.F == point.F {
					points = append(points, plotter.XY{X: float64(point.T-from.UnixMilli()) / 60_000, Y: point.F})
				}
			}
			if len(points) == 0 {
				continue
			}
			line, err := plotter.NewLine(points)
			if err != nil {
				return nil, err
			}
			line.Color = plotutil.Color(lines)
			line.Width = 1
			drawn.Add(line)
			if lines < most {
				drawn.Legend.Add(legend(target.LegendFormat, one.Metric), line)
			}
			lines++
		}
		asked.Close()
	}
	if drawn.Y.Max <= drawn.Y.Min {
		drawn.Y.Max = 1
	}
	// Room for the legend.
	drawn.Y.Max *= 1.5
	drawn.X.Min, drawn.X.Max = 0, to.Sub(from).Minutes()
	return drawn, nil
}

var placeholder = regexp.MustCompile(`\{\{ *(\w+) *\}\}`)

func legend(format string, metric labels.Labels) string {
	return placeholder.ReplaceAllStringFunc(format, func(found string) string {
		return metric.Get(placeholder.FindStringSubmatch(found)[1])
	})
}

func write(plots [][]*plot.Plot, out string) error {
	canvas := vgimg.NewWith(vgimg.UseWH(columns*width, vg.Length(len(plots))*height), vgimg.UseDPI(96), vgimg.UseBackgroundColor(color.White))
	tiles := draw.Tiles{Rows: len(plots), Cols: columns, PadX: 8, PadY: 8, PadTop: 6, PadBottom: 6, PadLeft: 6, PadRight: 6}
	canvases := plot.Align(plots, tiles, draw.New(canvas))
	for i, row := range plots {
		for j, one := range row {
			if one != nil {
				one.Draw(canvases[i][j])
			}
		}
	}
	file, err := os.Create(out)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = vgimg.PngCanvas{Canvas: canvas}.WriteTo(file)
	return err
}
