import Foundation
import LeadrDomain
import LeadrJobs

/// A dead submission that waits for an operator.
public struct OpenDeadSubmission: Sendable {
    /// The submission.
    public let eventID: ScoreEventID
    /// Its board, which decides the shard.
    public let boardID: BoardID
    /// Its tenant.
    public let accountID: AccountID
    /// Queue in which it died.
    public let queue: String
    /// The job as it is stored, without the client's address.
    public let payload: [UInt8]
    /// What the last attempt died of.
    public let error: String
    /// How often it was delivered.
    public let deliveries: Int
    /// When the API accepted it.
    public let acceptedAt: Timestamp
    /// When it was copied here.
    public let diedAt: Timestamp

    /// The job; nil when a build too old or too new wrote it.
    public var job: SubmissionJob? { try? SubmissionJob(decoding: payload) }
}

/// Which dead submissions to read; what is nil or empty limits nothing.
public struct DeadSubmissionSelection: Sendable, Equatable {
    /// Only of this queue.
    public var queue: String?
    /// Only these.
    public var events: [ScoreEventID]?
    /// Only of this tenant.
    public var accountID: AccountID?
    /// Only of this game.
    public var gameID: GameID?
    /// Only of this board.
    public var boardID: BoardID?
    /// Only of this player.
    public var identityID: IdentityID?
    /// Only those that died before.
    public var before: Timestamp?
    /// Only those that died then or later.
    public var since: Timestamp?

    /// All of them.
    public init() {}
}

/// Where a list of dead submissions stands: after this time and id.
public struct DeadSubmissionPosition: Sendable, Hashable {
    /// Time of death.
    public var diedAt: Timestamp
    /// Submission.
    public var eventID: ScoreEventID

    /// A place in the list.
    public init(diedAt: Timestamp, eventID: ScoreEventID) {
        self.diedAt = diedAt
        self.eventID = eventID
    }

    /// Before everything.
    public static let start = DeadSubmissionPosition(diedAt: Timestamp(microseconds: 0), eventID: ScoreEventID(.zero))
}
