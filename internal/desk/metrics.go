package desk

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"hearsay/internal/intake"
	"hearsay/internal/ledger"
)

// metrics are what the desk counts, for Prometheus.
type metrics struct {
	registry *prometheus.Registry
	steps    *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	checks   *prometheus.CounterVec
	articles *prometheus.CounterVec
	last     prometheus.Gauge
}

func newMetrics(d *Desk) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		steps: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "hearsay_steps_total", Help: "Steps of articles by what became of them: done, later, aside or error."}, []string{"step", "outcome"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "hearsay_step_seconds", Help: "How long steps took.", Buckets: prometheus.ExponentialBuckets(0.005, 2, 14)}, []string{"step"}),
		checks: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "hearsay_feed_checks_total", Help: "Fetches of feeds by what became of them: good or failed."}, []string{"outcome"}),
		articles: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "hearsay_articles_total", Help: "Articles that the ledger took, by what became of them."}, []string{"outcome"}),
		last: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "hearsay_last_kept_timestamp_seconds", Help: "When the last article was kept by this process."}),
	}
	m.registry.MustRegister(m.steps, m.seconds, m.checks, m.articles, m.last, &depths{d},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) done(step, outcome string) { m.steps.WithLabelValues(step, outcome).Inc() }

func (m *metrics) kept(all []ledger.Placed) {
	for _, placed := range all {
		m.articles.WithLabelValues(string(placed.Outcome)).Inc()
	}
	m.last.SetToCurrentTime()
}

func (m *metrics) checked(err error) {
	outcome := "good"
	if err != nil {
		outcome = "failed"
	}
	m.checks.WithLabelValues(outcome).Inc()
}

// timed measures a step.
func (d *Desk) timed(step string, do func() error) error {
	began := time.Now()
	err := do()
	d.metrics.seconds.WithLabelValues(step).Observe(time.Since(began).Seconds())
	return err
}

// depths tells how many articles wait, whenever it is asked.
type depths struct{ desk *Desk }

func (*depths) description() *prometheus.Desc {
	return prometheus.NewDesc("hearsay_waiting_articles", "Articles that wait for the next step, by state.", []string{"state"}, nil)
}

// Describe is as Prometheus wants it.
func (c *depths) Describe(out chan<- *prometheus.Desc) { out <- c.description() }

// Collect is as Prometheus wants it. What cannot be told is left out.
func (c *depths) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	var waiting map[intake.State]int
	err := c.desk.store.Update(ctx, func(tx *intake.Tx) (err error) {
		waiting, err = tx.Depths()
		return err
	})
	if err != nil {
		out <- prometheus.NewInvalidMetric(c.description(), err)
		return
	}
	for state, n := range waiting {
		out <- prometheus.MustNewConstMetric(c.description(), prometheus.GaugeValue, float64(n), string(state))
	}
}

// Handler answers /metrics and /healthz: 200 with "ok", or 503 with what keeps the desk from working.
func (d *Desk) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(d.metrics.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
		defer cancel()
		trouble := d.Trouble()
		if err := d.beat(ctx); err != nil && trouble == "" {
			trouble = "the database does not answer: " + err.Error()
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		if trouble != "" {
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = w.Write([]byte(trouble + "\n")) // whoever asked is gone
			return
		}
		_, _ = w.Write([]byte("ok\n")) // as above
	})
	return mux
}
