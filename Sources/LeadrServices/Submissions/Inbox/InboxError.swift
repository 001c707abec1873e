import Postgres

/// Why a submission is not known to be in the inbox.
public enum InboxError: Error, Sendable, CustomStringConvertible {
    /// Too many submissions wait for the database, or the process stops; it was not written.
    case refused
    /// The database did not get to it in time; it was not written.
    case late
    /// The database refused it or was away; it was not written.
    case failed(PostgresError)
    /// It was written or not, and nobody here knows.
    case outcomeUnknown

    /// For logs.
    public var description: String {
        switch self {
        case .refused: "the inbox takes no more submissions"
        case .late: "the inbox was not written in time"
        case .failed(let error): "the inbox was not written: \(error)"
        case .outcomeUnknown: "the inbox may have been written"
        }
    }

    /// Whether a commit that failed so may have happened all the same.
    static func isUnknown(_ error: PostgresError) -> Bool {
        error.code == .commitOutcomeUnknown || error.code == .connectionLost
    }
}
