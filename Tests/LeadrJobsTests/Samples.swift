import Foundation
import LeadrDomain
import LeadrJobs

/// Jobs that use every field, and as few as possible.
enum Samples {
    static let event = ScoreEventID(uuid(1))
    static let board = BoardID(uuid(4))
    static let identity = IdentityID(uuid(5))

    static func uuid(_ last: UInt8) -> UUID {
        UUID(uuid: (1, 0x92, 3, 4, 5, 6, 0x70, 8, 0x80, 10, 11, 12, 13, 14, 15, last))
    }

    static var least: SubmissionJob {
        SubmissionJob(
            eventID: event,
            acceptedAt: Timestamp(microseconds: 1_700_000_000_123_456),
            accountID: AccountID(uuid(2)),
            gameID: GameID(uuid(3)),
            boardID: board,
            identityID: identity,
            isTest: false,
            boardType: .counter,
            value: -1.5,
            playerName: "",
            runsAntiCheat: false
        )
    }

    static var full: SubmissionJob {
        var job = least
        job.isTest = true
        job.boardType = .runRuns
        job.valueDisplay = "1:02.500"
        job.metadata = Array(#"{"level":[1,"é",null]}"#.utf8)
        job.playerName = "Zoë 😀"
        job.submittedName = "Zoë 😀"
        job.runsAntiCheat = true
        job.clientIP = "2001:db8::1"
        job.geo = GeoLocation(timezone: "Europe/Berlin", country: "DE", city: nil)
        job.verdict = AntiCheatVerdict(
            action: .flag,
            flagType: .velocity,
            confidence: .high,
            reason: "Rapid-fire",
            metadata: Array(#"{"threshold":2.0}"#.utf8),
            submissionCount: 51,
            lastSubmissionAt: Timestamp(microseconds: 1_700_000_000_000_000),
            lastScoreValue: 7.25
        )
        return job
    }
}
