import ByteJSON
import Foundation
import LeadrDomain
import LeadrJobs
import LeadrStore
import Testing

@testable import JobQueue
@testable import LeadrServices

@Suite struct DescriptionTests {
    @Test func `a queue is the sum of its shards, paused when one is, as old as its oldest job`() throws {
        var first = QueueStatistics()
        first.ready = 3
        first.claimed = 2
        first.dead = 1
        first.bytes = 100
        first.oldestEnqueuedAt = 1_700_000_000_000
        var second = QueueStatistics()
        second.delayed = 4
        second.bytes = 11
        second.isPaused = true
        second.oldestEnqueuedAt = 1_699_999_999_000
        let picture = QueuePicture(name: Queues.ranking, shards: [first, second])
        let json = try #require(picture.jsonDescription(now: Timestamp(microseconds: 1_700_000_001_500_000)).object)
        let total = try #require(json["total"]?.object)
        #expect(total["live"] == 9 && total["ready"] == 3 && total["delayed"] == 4 && total["dead"] == 1 && total["bytes"] == 111)
        #expect(total["oldest_age_seconds"] == 2.5 && total["paused"] == true)
        #expect(json["paused_shards"] == 1 && json["shards"]?.array?.count == 2)
        #expect(json["shards"]?.array?.last?.object?["shard"] == 1)
        #expect(QueuePicture(name: Queues.ranking, shards: [.init()]).total.oldestEnqueuedAt == nil)
    }

    @Test func `a dead letter is shown with its job, never with the client's address`() throws {
        let submission = LetterSamples.submission()
        let json = LetterSamples.letter(try LetterSamples.job(submission)).jsonDescription()
        let members = try #require(json.object)
        #expect(members["submission_id"]?.string == submission.eventID.wire && members["place"] == "dead" && members["store"] == "redis")
        #expect(members["reply_to"] == true && members["request_id"] == "req-1" && members["trace"] == .null)
        #expect(members["payload"]?.object?["value"]?.double == 7 && members["owner"] == "host:42:i" && members["reason"] == "Timeout after 120 s")
        #expect(!String(decoding: json.encoded(), as: UTF8.self).contains(LetterSamples.address))
    }

    @Test func `what is no job is shown without its bytes`() throws {
        let record = Array("1700000000000 1 1\norsecret 203.0.113.7".utf8)
        let letter = DeadLetterRecord(DeadLetter(id: "ab", record: record), on: QueueAddress(Queues.antiCheat))
        let members = try #require(letter.jsonDescription().object)
        #expect(members["id"] == "ab" && members["tenant"] == .null && members["payload"] == .null && members["bytes"] == 18)
        #expect(!String(decoding: letter.jsonDescription().encoded(), as: UTF8.self).contains("secret"))
    }

    @Test func `an action is started until it ended, and failed when it ended with an error`() {
        var action = OperatorAction(
            id: OperatorActionID(UUID()),
            at: Timestamp(microseconds: 0),
            actor: "leadrctl ann@host",
            action: "queue.pause",
            target: "ranking",
            parameters: [:]
        )
        #expect(action.status == "started")
        action.result = ["shards": 1]
        #expect(action.status == "done")
        action.result = ["error": "away"]
        #expect(action.status == "failed" && action.jsonDescription().object?["status"] == "failed")
    }

    @Test func `an actor is a key of a user, or a user of a machine`() {
        let (key, user) = (APIKeyID(UUID()), UserID(UUID()))
        #expect(OperatorActor.key(key, of: user).description == "\(key.wire) of \(user.wire)")
        #expect(OperatorActor.command(user: "ann", host: "h").description == "leadrctl ann@h")
    }
}
