import Postgres

/// Shows what the connections of a pool do (`contract/architecture-checklist.md` §6).
enum PoolMetrics {
    /// Sets `db_pool_connections{state}` and `db_pool_waiting` at each exposition.
    static func install(_ pool: PostgresPool, in registry: PrometheusRegistry) {
        let (idle, inUse, overflow, waiting) = (PrometheusGauge(), PrometheusGauge(), PrometheusGauge(), PrometheusGauge())
        registry.register(idle, name: "db_pool_connections", labels: [("state", "idle")], kind: .gauge)
        registry.register(inUse, name: "db_pool_connections", labels: [("state", "in_use")], kind: .gauge)
        registry.register(overflow, name: "db_pool_connections", labels: [("state", "overflow")], kind: .gauge)
        registry.register(waiting, name: "db_pool_waiting", kind: .gauge)
        registry.describe("db_pool_connections", "Connections to PostgreSQL.")
        registry.describe("db_pool_waiting", "Callers that wait for a connection to PostgreSQL.")
        registry.collect {
            let statistics = pool.statistics
            idle.set(Double(statistics.idle))
            inUse.set(Double(statistics.inUse))
            overflow.set(Double(statistics.overflow))
            waiting.set(Double(statistics.waiting))
        }
    }
}
