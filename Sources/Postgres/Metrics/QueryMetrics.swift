import Metrics
import Synchronization

/// `db_queries_total` and `db_query_duration_seconds`, both by operation and table (`contract/architecture-checklist.md §6`).
final class QueryMetrics: Sendable {
    private struct Key: Hashable {
        var operation: String
        var table: String
    }

    private struct Instruments {
        var queries: Counter
        var duration: Timer
    }

    /// Looking an instrument up at the metrics system takes a lock and builds label arrays; here it is a dictionary.
    private let instruments = Mutex<[Key: Instruments]>([:])

    /// Counts one query that took `nanoseconds`, successful or not.
    func record(operation: String, table: String, nanoseconds: Int64) {
        let key = Key(operation: operation, table: table)
        let found = instruments.withLock { instruments in
            if let found = instruments[key] { return found }
            let made = Self.make(key)
            instruments[key] = made
            return made
        }
        found.queries.increment()
        found.duration.recordNanoseconds(nanoseconds)
    }

    private static func make(_ key: Key) -> Instruments {
        let dimensions = [("operation", key.operation), ("table", key.table)]
        return Instruments(
            queries: Counter(label: "db_queries_total", dimensions: dimensions),
            duration: Timer(label: "db_query_duration_seconds", dimensions: dimensions, preferredDisplayUnit: .seconds)
        )
    }
}
