import Postgres

extension PostgresTransactionOptions {
    /// For the long reads of a recovery, which walk whole tables.
    static let recoveryRead = PostgresTransactionOptions(statementTimeout: .seconds(600), isReadOnly: true)
    /// The same for writes.
    static let recoveryWrite = PostgresTransactionOptions(statementTimeout: .seconds(600))
}
