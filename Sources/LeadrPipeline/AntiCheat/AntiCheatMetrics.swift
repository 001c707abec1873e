import LeadrDomain
import Metrics

/// Counters of the checks. Their labels come from the checks themselves, never from a submission.
struct AntiCheatMetrics: Sendable {
    let factory: any MetricsFactory

    /// Adds what a batch brought.
    func count(_ tally: AntiCheatTally) {
        for (rule, count) in tally.evaluations { increment("anticheat_evaluations_total", [("rule", rule)], by: count) }
        for (finding, count) in tally.findings {
            increment("anticheat_findings_total", [("rule", finding.rule), ("action", finding.action.rawValue)], by: count)
        }
        for (flag, count) in tally.flags {
            increment("anticheat_flags_total", [("type", flag.type.rawValue), ("confidence", flag.confidence.rawValue)], by: count)
        }
    }

    private func increment(_ label: String, _ dimensions: [(String, String)], by count: Int) {
        Counter(label: label, dimensions: dimensions, factory: factory).increment(by: count)
    }
}
