/// Why a submission was refused after it had been accepted for processing.
public struct SubmissionRejection: Hashable, Sendable {
    /// HTTP status that a waiting caller gets.
    public let status: Int
    /// Text for the client.
    public let error: String

    /// Creates a rejection.
    public init(status: Int, error: String) {
        self.status = status
        self.error = error
    }

    /// Another identity holds the name (`contract/scoring.md §5.2` step 6).
    public static let nameTaken = SubmissionRejection(status: 409, error: "Player name is already taken on this board")

    /// An operator gave it up after it could not be processed.
    public static let dropped = SubmissionRejection(status: 410, error: "Submission was dropped by an operator")

    /// Anti-cheat refused it (`contract/scoring.md §6.2`).
    public static func antiCheat(_ reason: String) -> SubmissionRejection {
        SubmissionRejection(status: 429, error: reason)
    }
}
