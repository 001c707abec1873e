import NIOCore

/// What one connection, or all of them together, counted.
struct LoadReport: Sendable {
    /// Accepted answers (or pairs of them) inside the window.
    var counted = 0
    /// All accepted answers, also those of the warm-up.
    var accepted = 0
    /// Latencies of the counted ones in microseconds, unordered.
    var latencies: [UInt32] = []
    /// Other answers by request and status.
    var refused: [String: Int] = [:]
    /// One answer that was not accepted, as an example.
    var example: String?
    /// Connections that ended early, by reason.
    var failures: [String: Int] = [:]

    /// Whether everything was accepted.
    var isClean: Bool { refused.isEmpty && failures.isEmpty }

    /// Counts an accepted answer.
    mutating func accept(since started: NIODeadline, now: NIODeadline, in window: LoadWindow) {
        accepted += 1
        guard window.counts(now) else { return }
        counted += 1
        latencies.append(UInt32(clamping: (now - started).nanoseconds / 1000))
    }

    /// Counts an answer that is not what was asked for.
    mutating func refuse(_ request: String, status: Int, body: ByteBuffer) {
        refused["\(request) \(status)", default: 0] += 1
        if example == nil { example = "\(request) \(status): \(String(buffer: body).prefix(300))" }
    }

    /// The report of a connection that ended.
    func ended(_ failure: String?) -> LoadReport {
        guard let failure else { return self }
        var report = self
        report.failures[failure, default: 0] += 1
        return report
    }

    /// All connections together; latencies in ascending order.
    static func merged(_ reports: [LoadReport]) -> LoadReport {
        var total = LoadReport()
        for report in reports {
            total.counted += report.counted
            total.accepted += report.accepted
            total.latencies += report.latencies
            total.refused.merge(report.refused, uniquingKeysWith: +)
            total.failures.merge(report.failures, uniquingKeysWith: +)
            total.example = total.example ?? report.example
        }
        total.latencies.sort()
        return total
    }
}
