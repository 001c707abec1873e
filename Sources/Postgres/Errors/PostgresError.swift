/// What went wrong between this process and PostgreSQL, with what an operator needs to find out why.
public struct PostgresError: Error, Sendable {
    /// The kind of failure.
    public enum Code: Sendable, Hashable {
        /// No connection could be opened.
        case connectionFailed
        /// The connection broke, or the server ended it, before the answer came. Outside a transaction the effect of the statement is unknown.
        case connectionLost
        /// No connection became free in time.
        case poolTimeout
        /// The pool is shut down.
        case poolClosed
        /// The server refused the statement; see ``PostgresError/sqlState``.
        case server
        /// The connection broke after COMMIT was sent: the transaction happened as a whole or not at all, and nobody here knows which.
        case commitOutcomeUnknown
        /// The calling task was cancelled; a running statement was cancelled on the server.
        case cancelled
        /// A value could not be read as the type asked for.
        case decoding
        /// A mistake in the calling code, such as a connection used after its lease ended.
        case usage
    }

    /// The kind of failure.
    public let code: Code
    /// Five-character SQLSTATE, when the server reported one.
    public internal(set) var sqlState: String?
    /// Name of the violated constraint.
    public internal(set) var constraint: String?
    /// Table the error is about.
    public internal(set) var table: String?
    /// Column the error is about.
    public internal(set) var column: String?
    /// The primary message. May quote a value that was sent; ``description`` leaves it out where that happens.
    public let message: String
    /// Position in the pipeline of the statement that failed, counted from 0.
    public internal(set) var statementIndex: Int?
    /// C function of the server that reported the error; unlike the message it does not depend on the server's language.
    var serverFunction: String?

    /// An error of this kind without server fields.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The same failure under another kind, keeping the server's fields.
    func recoded(_ code: Code, _ message: String? = nil) -> PostgresError {
        var error = PostgresError(code, message ?? self.message)
        error.sqlState = sqlState
        error.constraint = constraint
        error.table = table
        error.column = column
        error.statementIndex = statementIndex
        error.serverFunction = serverFunction
        return error
    }
}
