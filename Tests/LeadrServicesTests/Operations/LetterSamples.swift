import Foundation
import LeadrDomain
import LeadrJobs

@testable import JobQueue
@testable import LeadrServices

/// Dead letters of tests.
enum LetterSamples {
    static let account = AccountID(UUID())
    static let game = GameID(UUID())
    static let board = BoardID(UUID())
    static let identity = IdentityID(UUID())
    static let address = "203.0.113.7"

    static func submission() -> SubmissionJob {
        SubmissionJob(
            eventID: ScoreEventID(UUID()),
            acceptedAt: Timestamp(microseconds: 1_700_000_000_000_000),
            accountID: account,
            gameID: game,
            boardID: board,
            identityID: identity,
            isTest: false,
            boardType: .runIdentity,
            value: 7,
            playerName: "Ann",
            runsAntiCheat: true,
            clientIP: address
        )
    }

    static func job(_ submission: SubmissionJob) throws -> Job {
        Job(
            id: submission.eventID.uuid,
            tenant: try Tenant(UUIDText.format(submission.accountID.uuid)),
            enqueuedAt: 1_700_000_000_000,
            requestID: "req-1",
            replyTo: "channel",
            payload: submission.encoded()
        )
    }

    static func letter(_ job: Job, on queue: QueueName = Queues.ranking, at milliseconds: Int64 = 1_700_000_001_000) -> DeadLetterRecord {
        let reason = "Timeout after 120 s"
        let owner = "host:42:i"
        let head = Array("\(milliseconds) \(owner.utf8.count) \(reason.utf8.count)\n\(owner)\(reason)".utf8)
        return DeadLetterRecord(DeadLetter(id: job.hexadecimalID, record: head + JobEnvelope.encode(job)), on: QueueAddress(queue))
    }
}
