import ByteJSON
import Foundation
import HTTPTypes
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import TestSupport
import Testing

@Suite("Admin API: webhooks")
struct WebhookTests {
    private func create(_ world: World, _ fields: String = "") async throws -> Answer {
        let body = #"{"account_id":"\#(world.accountID)","url":"https://example.com/hook","event_types":["board.ended","score.accepted"]\#(fields)}"#
        return try await world.api.admin(.post, "/webhooks", body)
    }

    @Test func `a secret is shown when it is new, and never again`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let created = try await create(world, #","description":"Ours","game_id":"\#(world.gameID)""#)
            #expect(created.status == 201)
            let secret = try #require(created["secret"]?.string)
            #expect(secret.hasPrefix("whsec_") && Data(base64Encoded: String(secret.dropFirst(6)))?.count == 32)
            #expect(created["event_types"] == ["score.accepted", "board.ended"] && created["is_active"] == true)
            let id = try #require(created["id"]?.string)
            let shown = try await api.admin(.get, "/webhooks/\(id)")
            #expect(shown.status == 200 && shown["secret"] == nil && shown["description"] == "Ours" && shown["game_id"]?.string == world.gameID)
            let listed = try await api.admin(.get, "/webhooks?account_id=\(world.accountID)").data
            #expect(listed.count == 1 && listed[0]["secret"] == nil)
            let rotated = try await api.admin(.post, "/webhooks/\(id)/rotate-secret")
            #expect(rotated.status == 200 && rotated["secret"]?.string != secret && rotated["former_secret_until"]?.isNull == false)
        }
    }

    @Test func `what does not fit is told, and where messages may not go`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            #expect(try await api.admin(.post, "/webhooks", "{}").issues == ["missing account_id", "missing url", "missing event_types"])
            func post(_ url: String, _ types: String) async throws -> Answer {
                try await api.admin(.post, "/webhooks", #"{"account_id":"\#(world.accountID)","url":"\#(url)","event_types":\#(types)}"#)
            }
            #expect(try await post("ftp://example.com", "[]").issues == ["string_pattern_mismatch url", "too_short event_types"])
            let unknown = try await post("https://example.com", #"["board.gone"]"#)
            #expect(unknown.issues == ["enum ?"])
            for (url, reason) in [
                ("http://example.com", "url must begin with https://"), ("https://10.0.0.1", "url must not lead to a private address"),
                ("https://a:b@example.com", "url must not contain credentials"),
            ] {
                let answer = try await post(url, #"["board.ended"]"#)
                #expect(answer.status == 400 && answer.error == reason)
            }
            let id = try #require(try await create(world)["id"]?.string)
            let changed = try await api.admin(.patch, "/webhooks/\(id)", #"{"url":"https://[::1]/"}"#)
            #expect(changed.status == 400 && changed.error == "url must not lead to a private address")
        }
    }

    @Test func `an account has so many webhooks and no more`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<22 { group.addTask { try await create(world) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 201 } == 20)
            let refused = answers.filter { $0.status == 409 }
            #expect(refused.count == 2 && refused.allSatisfy { $0.error == "An account may have at most 20 webhooks" })
        }
    }

    @Test func `a change touches what it names, and a deleted webhook is gone`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let id = try #require(try await create(world, #","description":"Ours""#)["id"]?.string)
            let path = "/webhooks/\(id)"
            let changed = try await api.admin(.patch, path, #"{"event_types":["score.flagged","score.flagged"],"is_active":false}"#)
            #expect(changed.status == 200 && changed["event_types"] == ["score.flagged"] && changed["is_active"] == false)
            #expect(changed["description"] == "Ours" && changed["url"] == "https://example.com/hook")
            #expect(try await api.admin(.patch, path, #"{"description":null}"#)["description"] == .null)
            let test = try await api.admin(.post, path + "/test")
            #expect(test.status == 409 && test.error == "The webhook is not active")
            #expect(try await api.admin(.patch, path, #"{"deleted":true}"#).status == 200)
            for answer in [try await api.admin(.get, path), try await api.admin(.post, path + "/test"), try await api.admin(.patch, path, "{}")] {
                #expect(answer.status == 404 && answer.error == "Webhook not found")
            }
        }
    }

    @Test func `a test message becomes a delivery that can be looked at and made anew`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let id = try #require(try await create(world)["id"]?.string)
            let test = try await api.admin(.post, "/webhooks/\(id)/test")
            #expect(test.status == 200 && test["status"] == "pending" && test["event_type"] == "webhook.test" && test["webhook_id"]?.string == id)
            let delivery = try #require(test["id"]?.string)
            let body = try await api.admin(.get, "/webhook-deliveries/\(delivery)")["body"]?.object
            #expect(body?["type"] == "webhook.test" && body?["data"]?.object?["webhook_id"]?.string == id)
            #expect(try await api.queuedDeliveries() == [delivery], "at once, without the scheduler")
            try await api.run("UPDATE webhook_deliveries SET status = 'failed', failed_at = now(), error_message = 'no'")
            let failed = try await api.admin(.get, "/webhook-deliveries?status=failed&webhook_id=\(id)").data
            #expect(failed.count == 1 && failed[0]["error"] == "no" && failed[0]["body"] == .null)
            let since = #"{"since":"2026-01-01T00:00:00Z"}"#
            #expect(try await api.admin(.post, "/webhooks/\(id)/redeliver", #"{"since":"2999-01-01T00:00:00Z"}"#)["redelivered"] == 0)
            #expect(try await api.admin(.post, "/webhooks/\(id)/redeliver", since)["redelivered"] == 1)
            #expect(try await api.admin(.post, "/webhooks/\(id)/redeliver", since)["redelivered"] == 0)
            #expect(try await api.queuedDeliveries() == [delivery])
            try await api.run("UPDATE webhook_deliveries SET status = 'delivered', delivered_at = now(), due_at = now()")
            let again = try await api.admin(.post, "/webhook-deliveries/\(delivery)/redeliver")
            #expect(again.status == 200 && again["status"] == "pending" && again["delivered_at"] == .null)
            #expect(try await api.queuedDeliveries() == [delivery])
            _ = try await api.admin(.patch, "/webhooks/\(id)", #"{"is_active":false}"#)
            let refused = try await api.admin(.post, "/webhook-deliveries/\(delivery)/redeliver")
            #expect(refused.status == 409 && refused.error == "The webhook is not active")
            #expect(try await api.admin(.get, "/webhook-deliveries/\(delivery)")["error"] == "the webhook was switched off")
        }
    }

    @Test func `what administrators do to boards and scores is told`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let types = #"["board.created","board.ended","score.flagged"]"#
            let body = #"{"account_id":"\#(world.accountID)","url":"https://example.com/hook","event_types":\#(types)}"#
            #expect(try await api.admin(.post, "/webhooks", body).status == 201)
            let board = try await world.board()
            #expect(try await world.player(1).submit(5, to: board).status == 201)
            let event = try #require(try await api.admin(.get, "/score-events?board_id=\(board)").data.first?["id"]?.string)
            let flag = #"{"score_event_id":"\#(event)","status":"dismissed"}"#
            #expect(try await api.admin(.post, "/score-flags", flag).status == 201)
            #expect(try await api.admin(.patch, "/boards/\(board)", #"{"is_active":false}"#).status == 200)
            #expect(try await api.admin(.patch, "/boards/\(board)", #"{"is_active":false,"name":"Closed"}"#).status == 200)
            let told = try await api.admin(.get, "/webhook-deliveries?sort=created_at:asc").data.map { $0["event_type"]?.string }
            #expect(told == ["board.created", "score.flagged", "board.ended"])
        }
    }
}

extension APIFixture {
    /// Takes the jobs of deliveries that wait, and tells which they are.
    func queuedDeliveries() async throws -> [String] {
        var found: [String] = []
        for shard in 0..<keys.shards.count {
            let address = QueueAddress(Queues.delivery, shard: shard)
            let token = ClaimToken()
            guard let claim = try await queue.claim(10, from: address, token: token, owner: .current(), lease: .seconds(5)) else { continue }
            for job in claim.jobs {
                guard case .webhook(let id) = try DeliveryJob(decoding: job.payload) else { continue }
                found.append(id.wire)
            }
            _ = try await queue.settle(token, on: address, [])
        }
        return found
    }
}
