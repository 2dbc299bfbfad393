package rules

import "time"

// condition is what makes an alert fire: series that replace or join the healthy ones, one sample a minute.
type condition struct {
	series []string
	// after is how long it takes at most, from the first sample on
	after time.Duration
}

// healthy is an operator at work: every metric that rules and dashboard look at, nothing wrong with it.
var healthy = []string{
	`codesession_sessions{phase="Queued"} 1x60`,
	`codesession_sessions{phase="Running"} 5x60`,
	`codesession_queue_oldest_seconds 2x60`,
	`codesession_sessions_finished_total{class="default",language="python",outcome="Completed"} 0+100x60`,
	`codesession_sessions_finished_total{class="default",language="python",outcome="StartFailed"} 0+1x60`,
	`codesession_results_lost_total 0x60`,
	`codesession_step_seconds_bucket{class="default",step="boot",le="0.5"} 0+50x60`,
	`codesession_step_seconds_bucket{class="default",step="boot",le="1.0"} 0+100x60`,
	`codesession_step_seconds_bucket{class="default",step="boot",le="+Inf"} 0+100x60`,
	`codesession_destructions_unconfirmed_total 0x60`,
	`codesession_guard_drift_total{kind="NetworkPolicy"} 0x60`,
	`codesession_api_requests_total{verb="patch",resource="codesessions/status",code="200"} 0+300x60`,
	`codesession_canaries_ended_total{verdict="Proven"} 0+1x60`,
	`codesession_canaries_ended_total{verdict="Disproved"} 0x60`,
	`codesession_guest_frames_dropped_total{reason="Syntax"} 0+1x60`,
	`codesession_guest_channel_reconnects_total 0+1x60`,
	`codesession_violations_total{rule="syscall-ptrace",action="Recorded"} 0x60`,
	`codesession_incidents_total{kind="Violation",priority="Warning"} 0x60`,
	`codesession_incidents_total{kind="IsolationNotProven",priority="Critical"} 0x60`,
	`codesession_incidents_total{kind="ResultForgery",priority="Critical"} 0x60`,
	`codesession_incidents_total{kind="ResidencyBreach",priority="Critical"} 0x60`,
	`codesession_alerts_failed_total{sink="soc"} 0x60`,
	`codesession_alerts_undeliverable_total{sink="soc"} 0x60`,
	`codesession_alerts_pending{sink="soc"} 3x60`,
	`codesession_alerts_delivery_seconds_bucket{sink="soc",le="0.1"} 0+2x60`,
	`codesession_alerts_delivery_seconds_bucket{sink="soc",le="+Inf"} 0+2x60`,
	`codesession_audit_records_total 0+100x60`,
	`codesession_audit_failures_total 0x60`,
	`codesession_audit_lost_total 0x60`,
}

// once is a counter that is at 0, and at 1 from the 20th minute on.
const once = ` 0x19 1x40`

// conditions has each alert of the chart with what it is there for. Nothing else may fire of it.
var conditions = map[string]condition{
	"CodeSessionIsolationNotProven":     {[]string{`codesession_incidents_total{kind="IsolationNotProven",priority="Critical"}` + once}, 20 * time.Minute},
	"CodeSessionCanaryDisproved":        {[]string{`codesession_canaries_ended_total{verdict="Disproved"}` + once}, 20 * time.Minute},
	"CodeSessionGuardTampered":          {[]string{`codesession_guard_drift_total{kind="NetworkPolicy"}` + once}, 20 * time.Minute},
	"CodeSessionDestructionUnconfirmed": {[]string{`codesession_destructions_unconfirmed_total` + once}, 20 * time.Minute},
	"CodeSessionResultForgery":          {[]string{`codesession_incidents_total{kind="ResultForgery",priority="Critical"}` + once}, 20 * time.Minute},
	"CodeSessionResidencyBreach":        {[]string{`codesession_incidents_total{kind="ResidencyBreach",priority="Critical"}` + once}, 20 * time.Minute},
	"CodeSessionViolations":             {[]string{`codesession_incidents_total{kind="Violation",priority="Warning"}` + once}, 20 * time.Minute},
	"CodeSessionResultsLost":            {[]string{`codesession_results_lost_total` + once}, 20 * time.Minute},
	"CodeSessionStartsFail":             {[]string{`codesession_sessions_finished_total{class="default",language="python",outcome="StartFailed"} 0+20x60`}, 10 * time.Minute},
	"CodeSessionQueueStuck":             {[]string{`codesession_queue_oldest_seconds 0+60x60`}, 12 * time.Minute},
	"CodeSessionFramesDropped":          {[]string{`codesession_guest_frames_dropped_total{reason="Syntax"} 0+20x60`}, 10 * time.Minute},
	"CodeSessionChannelReconnects":      {[]string{`codesession_guest_channel_reconnects_total 0+10x60`}, 20 * time.Minute},
	"CodeSessionAlertDeliveryFails":     {[]string{`codesession_alerts_failed_total{sink="soc"} 0+1x60`}, 10 * time.Minute},
	"CodeSessionAlertsUndeliverable":    {[]string{`codesession_alerts_undeliverable_total{sink="soc"}` + once}, 20 * time.Minute},
	"CodeSessionAlertsPending":          {[]string{`codesession_alerts_pending{sink="soc"} 0x9 200x50`}, 15 * time.Minute},
	"CodeSessionAuditFails":             {[]string{`codesession_audit_failures_total 0+1x60`}, 10 * time.Minute},
	"CodeSessionAuditLost":              {[]string{`codesession_audit_lost_total` + once}, 20 * time.Minute},
}

// blips do not last: alerts that wait before they fire stay silent.
var blips = []string{
	`codesession_queue_oldest_seconds 0x9 400x3 0x46`,
	`codesession_alerts_pending{sink="soc"} 0x9 200x3 0x46`,
}
