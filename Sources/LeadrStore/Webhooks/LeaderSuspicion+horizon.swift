import Postgres

extension LeaderSuspicion.Horizon {
    /// Asks the database for the oldest transaction that has not ended, and the first that has not begun.
    static let reading = PostgresQuery(
        "SELECT pg_snapshot_xmin(s)::text::int8, pg_snapshot_xmax(s)::text::int8 FROM pg_current_snapshot() s",
        [],
        operation: "select",
        table: "none"
    )

    /// Reads the row of ``reading``.
    init(_ row: PostgresRow?) throws(PostgresError) {
        self.init(oldest: try row?.decode(0) ?? 0, next: try row?.decode(1) ?? 0)
    }
}
