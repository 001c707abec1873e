import Metrics

/// `db_pool_connections` by state (`contract/architecture-checklist.md §6`).
final class PoolMetrics: Sendable {
    private let idle = Gauge(label: "db_pool_connections", dimensions: [("state", "idle")])
    private let inUse = Gauge(label: "db_pool_connections", dimensions: [("state", "in_use")])
    private let overflow = Gauge(label: "db_pool_connections", dimensions: [("state", "overflow")])

    /// Publishes the figures.
    func record(_ statistics: PostgresPoolStatistics) {
        idle.record(statistics.idle)
        inUse.record(statistics.inUse)
        overflow.record(statistics.overflow)
    }
}
