import ByteJSON
import Foundation
import TestSupport
import Testing

extension SystemTests {
    @Suite struct WebhookOutageTests {
        private static let settings = [
            "WEBHOOK_ALLOW_HTTP": "true", "WEBHOOK_ALLOW_PRIVATE_ADDRESSES": "true", "WEBHOOK_SWEEP_INTERVAL_SECONDS": "1",
            "WEBHOOK_TIMEOUT_SECONDS": "3", "DELIVERY_RETRY_BASE_MS": "500", "JOB_LEASE_SECONDS": "2", "JOB_HEARTBEAT_SECONDS": "1",
            "JOB_REAPER_INTERVAL_SECONDS": "1", "OUTBOX_POLL_INTERVAL_MS": "50",
        ]

        /// A receiver, and the file of the secrets that it knows.
        private static func withReceiver(_ body: (PeerServer, URL) async throws -> Void) async throws {
            let secrets = FileManager.default.temporaryDirectory.appendingPathComponent(TestServers.uniquePrefix("secrets"))
            try Data().write(to: secrets)
            defer { try? FileManager.default.removeItem(at: secrets) }
            let server = try await PeerServer.webhooks(secrets: secrets)
            defer { server.kill() }
            try await body(server, secrets)
        }

        /// Creates a webhook through the API and lets the receiver know its secret; returns its id.
        private static func webhook(_ world: TestWorld, _ types: [String], _ server: PeerServer, _ secrets: URL) async throws -> String {
            let body: JSONValue = [
                "account_id": .string(world.account), "url": .string("http://127.0.0.1:\(server.port)/ok"),
                "event_types": .array(types.map { .string($0) }),
            ]
            let answer = try await world.api.send("/webhooks", body: body, headers: [("leadr-api-key", world.api.adminKey)])
            guard answer.status == 201 else { throw SystemTestError("webhook: \(answer.status) \(answer.body)") }
            try Data(try answer.text("secret").utf8).write(to: secrets)
            return try answer.text("id")
        }

        @Test(.timeLimit(.minutes(2)))
        func `a player's score goes from the game to a receiver, signed`() async throws {
            try await Self.withReceiver { server, secrets in
                let installation = try await Installation(settings: Self.settings)
                try await installation.run {
                    try await installation.startAll()
                    let world = try await TestWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
                    _ = try await Self.webhook(world, ["score.accepted", "rank.first_place", "board.created"], server, secrets)
                    let player = try await world.api.startSession(game: world.game)
                    let score = try await player.submit(42, to: world.boards[0].id, name: "Ann", prefer: "wait=20")
                    #expect(score.status == 201)
                    let isTold = try await eventually { try server.received().count == 2 }
                    #expect(isTold)
                    let received = try server.received()
                    #expect(Set(received.compactMap { $0["body"]?.object?["type"]?.string }) == ["score.accepted", "rank.first_place"])
                    #expect(received.allSatisfy { $0["signers"] == [0] })
                    for message in received { #expect(message["body"]?.object?["data"]?.object?["score_id"]?.string == (try? score.text("id"))) }
                }
            }
        }

        @Test(.timeLimit(.minutes(15)))
        func `messages that wait out an outage of their receiver all arrive, evenly, none more than once more than needed`() async throws {
            let size = OutageSize.chosen
            try await Self.withReceiver { server, secrets in
                let settings = [
                    "WEBHOOK_RATE_PER_SECOND": "\(size.rate)", "DELIVERY_CIRCUIT_REST_MS": "\(size.restMilliseconds)", "DELIVERY_MAX_ATTEMPTS": "30",
                ]
                let installation = try await Installation(settings: Self.settings.merging(settings) { $1 })
                try await installation.run {
                    let trial = OutageTrial(installation: installation, peer: server, table: "webhook_deliveries", done: "delivered", size: size)
                    let before = try await trial.perform([.api]) {
                        let world = try await TestWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
                        _ = try await Self.webhook(world, ["board.ended"], server, secrets)
                        try await endBoards(size.count, of: world, in: installation)
                    }
                    let received = try server.received()
                    #expect(received.allSatisfy { $0["signers"] == [0] })
                    let names = try received.map { try #require($0["id"]?.string) }
                    trial.judge(names, at: try received.map { try #require($0["time"]?.double) }, before: before)
                }
            }
        }

        /// Makes boards whose end has passed; the scheduler ends them and tells of it.
        private func endBoards(_ count: Int, of world: TestWorld, in installation: Installation) async throws {
            _ = try await installation.number(
                """
                WITH made AS (
                    INSERT INTO boards (account_id, game_id, name, slug, short_code, is_active, sort_direction, ends_at)
                    SELECT account_id, id, 'Ended ' || n, 'ended-' || n, 'E' || n, true, 'DESCENDING', now() FROM games, generate_series(1, \(count)) n
                    WHERE games.id = '\(world.game.dropFirst(4))' RETURNING 1)
                SELECT count(*) FROM made
                """
            )
        }
    }
}
