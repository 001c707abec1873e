import Postgres

/// Fixes the plans of the ranking transaction.
enum RankingPlannerSQL {
    /// Nested loops over indexes, for the rest of the transaction.
    ///
    /// Every statement here touches a few hundred rows by key. Plans are kept per connection, and one made while a table was small joins by reading the
    /// whole table; it would still do so when the table has millions of rows, until statistics change.
    static var indexesOnly: PostgresQuery {
        PostgresQuery(
            """
            SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)
            """,
            operation: "set",
            table: "none"
        )
    }
}
