import HTTPTypes
import Metrics
import Synchronization

/// The metric handles of HTTP requests, made once per combination of labels, because looking one up costs more than recording.
final class RequestInstruments: Sendable {
    /// Labels of one series. Routes are templates, so that the number of series is bounded.
    struct Key: Hashable {
        let method: HTTPRequest.Method
        let route: String
        let status: Int
    }

    private struct Series {
        let count: Counter
        let duration: Metrics.Timer
    }

    let inProgress = Meter(label: "http_requests_in_progress")
    private let series = Mutex<[Key: Series]>([:])

    /// Records one finished request.
    func record(_ key: Key, duration: Duration) {
        let found = series.withLock { series in
            if let known = series[key] { return known }
            let made = Self.make(key)
            series[key] = made
            return made
        }
        found.count.increment()
        found.duration.recordNanoseconds(duration.components.seconds * 1_000_000_000 + duration.components.attoseconds / 1_000_000_000)
    }

    private static func make(_ key: Key) -> Series {
        // A client may send any token as a method; only the usual ones become labels.
        let usual: Set<String> = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"]
        let method = usual.contains(key.method.rawValue) ? key.method.rawValue : "OTHER"
        let labels = [("method", method), ("endpoint", key.route)]
        return Series(
            count: Counter(label: "http_requests_total", dimensions: labels + [("status_code", String(key.status))]),
            duration: Metrics.Timer(label: "http_request_duration_seconds", dimensions: labels)
        )
    }
}
