/// Where a session stands between two pieces of work.
enum SessionState: UInt8, Sendable {
    /// Outside a transaction.
    case idle
    /// In a transaction.
    case inTransaction
    /// In a transaction that can only be rolled back.
    case inFailedTransaction
    /// Of no further use.
    case broken
}
