import ByteJSON
import Foundation
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import TestSupport
import Testing

/// What webhooks are told, and when.
@Suite struct WebhookEventTests {
    @Test func `a score that takes effect is told of once, signed, to those who want to hear of it`() async throws {
        try await WebhookWorld.run("webhook_accepted") { world async throws in
            let webhook = try await world.webhook([.scoreAccepted])
            // Others: of another game, switched off, and for other news.
            let other = try await world.otherGame()
            _ = try await world.webhook([.scoreAccepted], path: "status/500/other", game: other)
            let off = try await world.webhook([.scoreAccepted], path: "status/500/off")
            var change = WebhookChange()
            change.isActive = .set(false)
            _ = try await WebhookRepository(pool: world.store.pool).update(off.id, change, at: SystemClock().now())
            _ = try await world.webhook([.boardEnded], path: "status/500/ended")
            let (board, player) = (try await world.store.board(), try await world.store.identity())
            let job = world.store.job(board, player, 7.5, name: "Ann", isTest: false)
            // The same submission twice, handed on twice.
            for _ in 0..<2 { _ = try await world.store.ranking.apply([job]) }
            let received = try await world.deliver()
            try await world.store.execute("UPDATE outbox SET published_at = NULL")
            #expect(try await world.deliver().count == 1)
            let message = try #require(received.first)
            #expect(received.count == 1 && message["path"] == "/ok" && message["signers"] == [0] && message["type"] == "application/json")
            let body = try #require(message["body"]?.object)
            #expect(body["type"] == "score.accepted" && body["timestamp"]?.string == job.acceptedAt.rfc3339)
            let data = try #require(body["data"]?.object)
            #expect(data["score_event_id"]?.string == job.eventID.wire && data["board_id"]?.string == board.wire)
            #expect(data["identity_id"]?.string == player.wire && data["player_name"] == "Ann" && data["value"]?.double == 7.5)
            #expect(data["value_display"] == "<7.5>" && data["is_test"] == false && data["account_id"]?.string == webhook.accountID.wire)
            #expect(try await world.store.count("webhook_messages") == 1)
            #expect(try await world.store.count("webhook_deliveries") == 1)
        }
    }

    @Test func `a row that cannot be read keeps nobody else's messages back`() async throws {
        try await WebhookWorld.run("webhook_unreadable") { world async throws in
            let damaged = try await world.webhook([.scoreAccepted], path: "status/500/damaged")
            _ = try await world.webhook([.scoreAccepted])
            let board = try await world.store.board()
            _ = try await world.store.ranking.apply([world.store.job(board, try await world.store.identity(), 1)])
            try await world.store.execute("UPDATE webhooks SET event_types = event_types || NULL::text WHERE id = $1", [damaged.id])
            #expect(try await world.deliver().map { $0["path"]?.string } == ["/ok"])
            #expect(try await world.store.count("outbox WHERE published_at IS NULL") == 0)
        }
    }

    @Test func `scores that nobody wants to hear of leave nothing in the outbox`() async throws {
        try await WebhookWorld.run("webhook_unwanted") { world async throws in
            _ = try await world.webhook([.boardCreated], path: "ok")
            let board = try await world.store.board()
            _ = try await world.store.ranking.apply([world.store.job(board, try await world.store.identity(), 1)])
            #expect(try await world.store.count("outbox") == 0)
        }
    }

    @Test func `a flagged score is told of with its flags`() async throws {
        try await WebhookWorld.run("webhook_flagged") { world async throws in
            _ = try await world.webhook([.scoreFlagged])
            let board = try await world.store.board()
            var job = world.store.job(board, try await world.store.identity(), 1)
            job.verdict = AntiCheatVerdict(
                action: .flag,
                flagType: .velocity,
                confidence: .high,
                reason: "fast",
                metadata: Array("{}".utf8),
                submissionCount: 1,
                lastSubmissionAt: job.acceptedAt,
                lastScoreValue: 1
            )
            let quiet = world.store.job(board, try await world.store.identity(), 1)
            _ = try await world.store.ranking.apply([job, quiet])
            let received = try await world.deliver()
            #expect(received.count == 1)
            let data = try #require(received.first?["body"]?.object?["data"]?.object)
            #expect(data["score_event_id"]?.string == job.eventID.wire)
            let flag = try #require(data["flags"]?.array?.first?.object)
            #expect(flag["flag_type"] == "velocity" && flag["confidence"] == "high" && flag["status"] == "pending")
        }
    }

    @Test func `boards that end are told of once`() async throws {
        try await WebhookWorld.run("webhook_ended") { world async throws in
            _ = try await world.webhook([.boardEnded])
            let (ended, open) = (try await world.store.board(), try await world.store.board())
            try await world.store.execute("UPDATE boards SET ends_at = now() - interval '1 s' WHERE id = $1", [ended])
            try await world.store.execute("UPDATE boards SET ends_at = now() + interval '1 day' WHERE id = $1", [open])
            for _ in 0..<2 { _ = try await BoardExpiry(pool: world.store.pool).expire() }
            let received = try await world.deliver()
            #expect(received.count == 1)
            let data = received.first?["body"]?.object?["data"]?.object
            #expect(data?["board_id"]?.string == ended.wire && data?["is_active"] == false)
        }
    }

    @Test func `an event that is about an erased player is not told, and messages go with the player`() async throws {
        try await WebhookWorld.run("webhook_erased") { world async throws in
            let webhook = try await world.webhook([.scoreAccepted, .rankFirstPlace])
            let (board, player) = (try await world.store.board(), try await world.store.identity())
            _ = try await world.store.ranking.apply([world.store.job(board, player, 1)])
            try await world.relay.drain(batch: 100)
            _ = try await world.store.ranking.apply([world.store.job(board, player, 2)])
            _ = try await PlayerErasureStore(pool: world.store.pool).erase(player)
            #expect(try await world.deliver().isEmpty)
            for table in ["webhook_messages", "webhook_deliveries"] { #expect(try await world.store.count(table) == 0) }
            #expect(try await world.store.execute("SELECT 1 FROM board_leaders WHERE identity_id IS NOT NULL").isEmpty)
            #expect(webhook.isActive)
        }
    }
}

extension WebhookWorld {
    /// Another game of the account.
    func otherGame() async throws -> GameID {
        let id = GameID(UUID())
        try await store.execute("INSERT INTO games (id, account_id, name, slug) VALUES ($1, $2, 'h', 'h')", [id, store.accountID])
        return id
    }
}
