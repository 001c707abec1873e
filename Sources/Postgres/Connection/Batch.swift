/// What a session runs with one flush.
struct Batch: Sendable {
    /// Sent first if the session is outside a transaction: `BEGIN` and the settings of the transaction.
    var opening: [String] = []
    /// The statements proper.
    var statements: [EncodedStatement] = []
    /// Sent last: `COMMIT` or `ROLLBACK`.
    var closing: String?

    static let commit = Batch(closing: "COMMIT")
    static let rollback = Batch(closing: "ROLLBACK")
    /// A round trip that changes nothing.
    static let ping = Batch()
}

/// What became of a ``Batch``.
struct BatchOutcome: Sendable {
    /// How far the closing statement came.
    enum Closing: Sendable, Equatable {
        case notSent
        case sent
        /// The server's answer, such as `COMMIT`, or `ROLLBACK` for the commit of a failed transaction.
        case answered(tag: String)
    }

    /// Results of the statements that succeeded, in order.
    var results: [PostgresResult] = []
    /// Time from the answer before (or the start) to the answer of each statement that was answered, in nanoseconds.
    var durations: [Int64] = []
    /// The first failure.
    var failure: PostgresError?
    var closing = Closing.notSent
    /// Whether the transaction was opened by this batch.
    var didOpen = false
}
