import ByteJSON
import Foundation
import TestSupport
import Testing

extension SystemTests {
    /// The same thing sent many times, at once and in a row: it takes effect once, and nobody hears that something failed.
    @Suite struct ReplayTests {
        @Test(.timeLimit(.minutes(3)), arguments: ["redis", "postgres"])
        func `a key used two hundred times makes one submission, and a nonce used fifty times lets one through`(durability: String) async throws {
            let settings = ["RATELIMIT_ENABLED": "false", "INGEST_SDK_WAIT_MS": "0", "INGEST_DURABILITY": durability]
            let installation = try await Installation(settings: settings)
            try await installation.run {
                try await installation.startAll()
                let world = try await TestWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
                let player = try await world.api.startSession(game: world.game)
                let board = world.boards[4].id
                try await keys(player, board)
                try await nonces(player, board)
                #expect(try await eventually { try await installation.number("SELECT count(*)::int8 FROM score_events") == 2 })
                try await Verdict(installation: installation, world: world).drained()
                #expect(try await installation.number("SELECT count(*)::int8 FROM score_events") == 2, "one of each")
                #expect(try await installation.number("SELECT count(*)::int8 FROM run_entries") == 2)
                #expect(try await installation.fsck() == [])
            }
        }

        /// The key is looked up before the nonce, in one step with it: whoever comes second needs none.
        private func keys(_ player: PlayerSession, _ board: String) async throws {
            let nonces = try await (0..<20).asyncMap { _ in try await player.get("/client/nonce").text("nonce_value") }
            var answers = try await atOnce(100) { number in
                try await submit(player, board, value: 1, [("Idempotency-Key", "once"), ("leadr-client-nonce", nonces[number % 20])])
            }
            for _ in 0..<100 { answers.append(try await submit(player, board, value: 1, [("Idempotency-Key", "once")])) }
            // A receipt, or the rank once it is known.
            #expect(answers.allSatisfy { [201, 202].contains($0.status) }, "\(answers.filter { $0.status > 202 }.map { "\($0.status) \($0.body)" })")
            #expect(try await eventually { try await submit(player, board, value: 1, [("Idempotency-Key", "once")]).status == 201 })
            #expect(try Set(answers.map { try $0.text("id") }).count == 1, "all name the row of one submission")
            #expect(Set(try answers.filter { $0.status == 202 }.map { try $0.text("submission_id") }).count <= 1)
            let other = try await submit(player, board, value: 2, [("Idempotency-Key", "once")])
            #expect(other.status == 422)
        }

        private func nonces(_ player: PlayerSession, _ board: String) async throws {
            let nonce = try await player.get("/client/nonce").text("nonce_value")
            let answers = try await atOnce(50) { _ in try await submit(player, board, value: 3, [("leadr-client-nonce", nonce)]) }
            #expect(answers.count { $0.status == 202 } == 1)
            let refused = answers.filter { $0.status == 412 }
            #expect(refused.count == 49)
            #expect(try refused.allSatisfy { try $0.text("error") == "Nonce already used" })
        }

        private func submit(_ player: PlayerSession, _ board: String, value: Double, _ headers: [(String, String)]) async throws -> GameAPI.Answer {
            try await player.api.send(
                "/client/scores",
                body: ["board_id": .string(board), "value": .number(value), "player_name": "Echo"],
                headers: headers + [("Authorization", "Bearer " + player.token)]
            )
        }

        private func atOnce<Result: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> Result) async throws -> [Result] {
            try await withThrowingTaskGroup(of: Result.self) { group in
                for number in 0..<count { group.addTask { try await body(number) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
    }
}
