/// How a transaction runs.
public struct PostgresTransactionOptions: Sendable {
    /// Isolation levels of PostgreSQL.
    public enum Isolation: String, Sendable {
        /// Each statement sees what was committed before it began.
        case readCommitted = "READ COMMITTED"
        /// All statements see what was committed before the first one began.
        case repeatableRead = "REPEATABLE READ"
        /// As if transactions ran one after the other; may fail with a retryable error.
        case serializable = "SERIALIZABLE"
    }

    /// Limit of each statement; `nil` takes the configuration's.
    public var statementTimeout: Duration?
    /// Isolation level; `nil` takes the server's default, `READ COMMITTED`.
    public var isolation: Isolation?
    /// Whether writes are refused.
    public var isReadOnly: Bool

    /// Options; those not named are the defaults.
    public init(statementTimeout: Duration? = nil, isolation: Isolation? = nil, isReadOnly: Bool = false) {
        self.statementTimeout = statementTimeout
        self.isolation = isolation
        self.isReadOnly = isReadOnly
    }

    /// The configuration's statement timeout, the server's isolation level, writes allowed.
    public static let `default` = PostgresTransactionOptions()

    /// The statement that opens the transaction.
    var beginStatement: String {
        var statement = "BEGIN"
        if let isolation { statement += " ISOLATION LEVEL \(isolation.rawValue)" }
        if isReadOnly { statement += " READ ONLY" }
        return statement
    }
}
