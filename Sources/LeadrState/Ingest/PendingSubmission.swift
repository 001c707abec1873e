import Foundation
import LeadrDomain
import LeadrJobs

/// Whose a submission is that is queued and not decided yet (`design.md §2`, "Where a submission stands").
public struct PendingSubmission: Sendable, Equatable {
    /// Game of the board.
    public var gameID: GameID
    /// Player who submitted.
    public var identityID: IdentityID

    /// Names the owner.
    public init(gameID: GameID, identityID: IdentityID) {
        self.gameID = gameID
        self.identityID = identityID
    }

    /// The owner of a submission.
    public init(_ job: SubmissionJob) {
        self.init(gameID: job.gameID, identityID: job.identityID)
    }
}

extension PendingSubmission {
    /// Stored form: both ids, 32 bytes.
    var bytes: [UInt8] { gameID.uuid.byteArray + identityID.uuid.byteArray }

    init?(bytes: [UInt8]) {
        guard bytes.count == 32, let game = UUID(byteArray: bytes[..<16]), let identity = UUID(byteArray: bytes[16...]) else { return nil }
        self.init(gameID: GameID(game), identityID: IdentityID(identity))
    }
}
