import Foundation

/// Judges how far clocks are apart. Submissions carry the API's time, leases and delays follow Redis, schedules PostgreSQL.
struct ClockJudge: Equatable {
    /// Seconds from which on it is worth a warning.
    let warning: Double
    /// Seconds from which on no process starts.
    let limit: Double

    /// One finding per pair of clocks.
    func findings(_ facts: ClockFacts) -> [CheckFinding] {
        [
            finding("clock.redis", "Redis", facts.redis),
            finding("clock.postgres", "PostgreSQL", facts.postgres),
            between(facts),
        ].compactMap { $0 }
    }

    private func finding(_ check: String, _ server: String, _ offset: ClockFacts.Offset?) -> CheckFinding {
        guard let offset else { return .ok(check, "\(server) does not tell its time") }
        let place = offset.seconds < 0 ? "behind" : "ahead of"
        return judge(check, "the clock of \(server) is \(text(offset.seconds)) \(place) this machine's", apart(offset.seconds, offset.uncertainty))
    }

    private func between(_ facts: ClockFacts) -> CheckFinding? {
        guard let redis = facts.redis, let postgres = facts.postgres else { return nil }
        let difference = redis.seconds - postgres.seconds
        let sure = apart(difference, redis.uncertainty + postgres.uncertainty)
        return judge("clock.servers", "the clocks of Redis and PostgreSQL are \(text(difference)) apart", sure)
    }

    /// What is certain of a difference: a slow answer proves nothing.
    private func apart(_ seconds: Double, _ uncertainty: Double) -> Double {
        max(0, abs(seconds) - uncertainty)
    }

    private func judge(_ check: String, _ text: String, _ apart: Double) -> CheckFinding {
        guard apart > warning else { return .ok(check, text) }
        let danger = "\(text): windows, leases and the order of scores would follow different times"
        let fix = "keep the clocks of all machines in step with NTP"
        return apart > limit ? .error(check, danger, fix: fix) : .warning(check, danger, fix: fix)
    }

    private func text(_ seconds: Double) -> String {
        String(format: "%.3f s", abs(seconds))
    }
}

extension ClockJudge {
    /// With the limits an operator set.
    init(_ settings: BootCheckSettings) {
        self.init(warning: settings.clockSkewWarning / .seconds(1), limit: settings.clockSkewLimit / .seconds(1))
    }
}
