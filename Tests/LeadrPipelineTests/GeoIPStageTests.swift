import Foundation
import GeoIP
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import Logging
import Testing

@Suite struct GeoIPStageTests {
    private let stage = GeoIPStage(
        locator: GeoLocator(
            file: GeoDatabaseFile(path: "/nonexistent/GeoLite2-City.mmdb", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        )
    )

    @Test func `a submission goes on to ranking without its address, also when there is no database`() async throws {
        let submission = Self.submission(address: "203.0.113.9")
        let outcomes = try await stage.handle([Self.job(submission.encoded())])
        guard case .forward(let queue, let payload)? = outcomes.first else {
            Issue.record("not forwarded: \(outcomes)")
            return
        }
        let next = try SubmissionJob(decoding: payload)
        #expect(queue == Queues.ranking)
        #expect(next.clientIP == nil && next.geo == nil)
        #expect(next == submission.withoutClientIP())
    }

    @Test(arguments: [[], [0], [255, 1, 2], Array("{\"value\":1}".utf8)] as [[UInt8]])
    func `a payload that is no submission is buried in its place, and the rest of the batch goes on`(bytes: [UInt8]) async throws {
        let good = Self.job(Self.submission(address: nil).encoded())
        let outcomes = try await stage.handle([good, Self.job(bytes), good])
        #expect(outcomes.count == 3)
        guard case .forward = outcomes[0], case .bury(let reason) = outcomes[1], case .forward = outcomes[2] else {
            Issue.record("wrong outcomes: \(outcomes)")
            return
        }
        #expect(reason.hasPrefix("malformed payload"))
    }

    private static func job(_ payload: [UInt8]) -> Job {
        Job(id: UUID(), tenant: .system, enqueuedAt: 0, payload: payload)
    }

    private static func submission(address: String?) -> SubmissionJob {
        SubmissionJob(
            eventID: ScoreEventID(UUID()),
            acceptedAt: Timestamp(microseconds: 1_768_480_200_123_456),
            accountID: AccountID(UUID()),
            gameID: GameID(UUID()),
            boardID: BoardID(UUID()),
            identityID: IdentityID(UUID()),
            isTest: false,
            boardType: .runIdentity,
            value: 12.5,
            playerName: "Ada",
            runsAntiCheat: false,
            clientIP: address
        )
    }
}
