import ByteJSON
import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import Redis
import Testing

@Suite struct PlayerErasureTests {
    /// Two players on boards of every kind.
    private struct Scene {
        let world: StoreWorld
        let state: RedisStateAccess
        let index: RankIndex
        let boards: [(BoardID, BoardType)]
        let gone: IdentityID
        let stays: IdentityID

        static func run(_ body: @Sendable (Scene) async throws -> Void) async throws {
            try await StoreWorld.run("erasure", usesInbox: true) { world in
                try await withRedisState { state in
                    let boards = [
                        (try await world.board(uniqueNames: true), BoardType.runIdentity), (try await world.board(.runRuns), .runRuns),
                        (try await world.board(.counter), .counter),
                    ]
                    let index = state.rankIndex()
                    try await state.confirmAll(index)
                    for (board, _) in boards { _ = try await index.finish(index.beginRebuild(of: board)) }
                    let scene = Scene(
                        world: world,
                        state: state,
                        index: index,
                        boards: boards,
                        gone: try await world.identity(),
                        stays: try await world.identity()
                    )
                    for player in [scene.gone, scene.stays] { try await scene.play(player) }
                    try await body(scene)
                }
            }
        }

        var erasure: PlayerErasure {
            let directory = QueueDirectory(engine: RedisJobQueue(client: state.client, prefix: state.keys.prefix), shards: state.keys.shards)
            return PlayerErasure(
                store: PlayerErasureStore(pool: world.pool),
                index: index,
                traces: PlayerTraces(redis: state.client, keys: state.keys),
                operations: Operations(
                    directory: directory,
                    pending: PendingSubmissions(redis: state.client, keys: state.keys),
                    pool: world.pool,
                    logger: state.logger
                ),
                announcer: CacheInvalidator(redis: state.client, keys: state.keys, logger: state.logger)
            )
        }

        func jobs(_ player: IdentityID, at time: Int64 = 0) -> [SubmissionJob] {
            boards.flatMap { board, type in
                [false, true].map { world.job(board, player, Double(time) + 1, at: time, type: type, name: "N\(player)", isTest: $0) }
            }
        }

        func play(_ player: IdentityID) async throws {
            let jobs = jobs(player)
            try await index.apply(try await world.ranking.apply(jobs).changes)
            try await world.execute(
                "INSERT INTO score_flags (score_event_id, flag_type, confidence) VALUES ($1, 'manual', 'low')",
                [jobs[0].eventID]
            )
            try await world.execute(
                "INSERT INTO submission_outcomes (event_id, game_id, identity_id, status, error) VALUES ($1, $2, $3, 429, 'x')",
                [ScoreEventID(UUID()), world.gameID, player]
            )
            let dead = world.job(boards[0].0, player, 1)
            try await world.execute(
                """
                INSERT INTO dead_submissions (event_id, account_id, game_id, board_id, identity_id, queue, payload, error, deliveries, accepted_at)
                VALUES ($1, $2, $3, $4, $5, 'ranking', $6, 'x', 1, now())
                """,
                [dead.eventID, world.accountID, world.gameID, boards[0].0, player, PostgresBytea(bytes: dead.encoded())]
            )
            _ = try await InboxStore(pool: world.pool).insert(self.jobs(player, at: 9))
        }

        /// Rows of every table in which the id of a player is found, as text.
        func traces(of player: IdentityID) async throws -> [String] {
            let tables = try await world.execute(
                "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('erased_players', 'operator_actions')"
            ).map { try $0.decode(0, as: String.self) }
            var found: [String] = []
            for table in tables {
                let text = "SELECT count(*) FROM \(table) t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0"
                let count = try await world.execute(text, [UUIDText.format(player.uuid), UUIDText.format(player.uuid).filter { $0 != "-" }])
                if try count.firstRow?.decode(0, as: Int64.self) != 0 { found.append(table) }
            }
            return found.sorted()
        }

        func cases(_ player: IdentityID) -> [AntiCheatCase] {
            boards.map { board, _ in
                let submission = AntiCheatSubmission(acceptedAt: SystemClock().now(), value: 1)
                return AntiCheatCase(eventID: ScoreEventID(UUID()), boardID: board, identityID: player, submission: submission)
            }
        }

        /// Keys in Redis that have the id of a player in their names.
        func keys(of player: IdentityID) async throws -> Set<String> {
            let pattern = state.keys.prefix + "*" + UUIDText.format(player.uuid) + "*"
            return Set(try await state.client.send(RedisCommand("KEYS", .string(pattern))).array?.compactMap(\.string) ?? [])
        }

        func ranked() async throws -> Set<UUID> {
            var ids: Set<UUID> = []
            for (board, _) in boards {
                for pool in RankPool.allCases { ids.formUnion(try await index.everything(board: board, pool: pool).map(\.id)) }
            }
            return ids
        }
    }

    @Test func `nothing is left of a player, everything of the others, and the receipt tells what it was`() async throws {
        try await Scene.run { scene async throws in
            #expect(try await scene.traces(of: scene.gone).count >= 8, "there is something to remove")
            let before = try await scene.ranked()
            #expect(before.count == 12)
            let examined = try #require(try await scene.erasure.examine(scene.gone).first)
            #expect(try await scene.ranked() == before, "looking changes nothing")
            let receipts = try await scene.erasure.erase(scene.gone, by: .command(user: "u", host: "h"))
            let receipt = try #require(receipts.first)
            #expect(receipts.count == 1)
            #expect(try await scene.traces(of: scene.gone) == [])
            let rest = try await scene.ranked()
            #expect(rest.count == 6 && rest.isSubset(of: before))
            #expect(try await scene.traces(of: scene.stays).count >= 8)
            let counts = receipt.counts
            #expect(counts["score_events"] == 6 && counts["board_states"] == 4 && counts["run_entries"] == 2 && counts["score_flags"] == 1)
            #expect(counts["inbox"] == 6 && counts["board_names"] == 1 && counts["identities"] == 1 && counts["dead_letters"] == 1)
            #expect(examined.counts["score_events"] == 6 && examined.identityID == receipt.identityID)
            #expect(receipt.json.object?["identity_id"]?.string == scene.gone.wire && receipt.json.object?["version"]?.integer == 1)
        }
    }

    @Test func `what still comes of an erased player is worked on and stored nowhere`() async throws {
        try await Scene.run { scene async throws in
            let late = scene.jobs(scene.gone, at: 20) + scene.jobs(scene.stays, at: 20)
            _ = try await scene.erasure.erase(scene.gone, by: .command(user: "u", host: "h"))
            let result = try await scene.world.ranking.apply(late)
            try await scene.index.apply(result.changes)
            #expect(result.newEventCount == 6)
            #expect(try await scene.traces(of: scene.gone) == [])
            #expect(try await scene.ranked().count == 8)
        }
    }

    @Test func `an erasure that ended before the index was told is completed by repeating it`() async throws {
        try await Scene.run { scene async throws in
            // Only the database, as when Redis was away.
            _ = try await PlayerErasureStore(pool: scene.world.pool).erase(scene.gone)
            #expect(try await scene.ranked().count == 12, "the index has the player still")
            _ = try await scene.erasure.erase(scene.gone, by: .command(user: "u", host: "h"))
            #expect(try await scene.ranked().isEmpty, "boards answer from the database until they are built anew")
        }
    }

    @Test func `what the same device was before goes with it`() async throws {
        try await Scene.run { scene async throws in
            // The device was deleted once, and came back as another player.
            let before = scene.stays
            try await scene.world.execute("UPDATE identities SET deleted_at = now() WHERE id = $1", [before])
            try await scene.world.execute(
                "UPDATE identities SET external_key = (SELECT external_key FROM identities WHERE id = $2) WHERE id = $1",
                [before, scene.gone]
            )
            #expect(try await scene.erasure.examine(scene.gone).map(\.identityID) == [scene.gone, before])
            let receipts = try await scene.erasure.erase(scene.gone, by: .command(user: "u", host: "h"))
            #expect(receipts.map(\.identityID) == [scene.gone, before] && receipts.allSatisfy { $0.counts["score_events"] == 6 })
            for player in [scene.gone, before] { #expect(try await scene.traces(of: player) == []) }
        }
    }

    @Test func `a submission of an erased player that dies leaves no copy`() async throws {
        try await Scene.run { scene async throws in
            let late = scene.jobs(scene.gone, at: 30)
            _ = try await scene.erasure.erase(scene.gone, by: .command(user: "u", host: "h"))
            let dead = late.map { DeadSubmission(job: $0, queue: "ranking", error: "x", deliveries: 1) }
            try await DeadSubmissionStore(pool: scene.world.pool).insert(dead)
            #expect(try await scene.traces(of: scene.gone) == [])
        }
    }

    @Test func `Redis forgets nonces and windows of the player, and keeps those of others`() async throws {
        try await Scene.run { scene async throws in
            let nonces = NonceStore(redis: scene.state.client, keys: scene.state.keys, policy: NoncePolicy())
            let antiCheat = AntiCheatStore(redis: scene.state.client, keys: scene.state.keys, evaluator: AntiCheatEvaluator())
            for player in [scene.gone, scene.stays] {
                _ = try await nonces.issue(to: player)
                _ = try await antiCheat.judge(scene.cases(player))
            }
            let kept = try await scene.keys(of: scene.stays)
            #expect(kept.count == 4, "one for nonces, one for each board")
            #expect(try await scene.keys(of: scene.gone).count == 4)
            _ = try await scene.erasure.erase(scene.gone, by: .command(user: "u", host: "h"))
            #expect(try await scene.keys(of: scene.gone) == [])
            #expect(try await scene.keys(of: scene.stays) == kept)
        }
    }

    @Test func `it can be repeated, and a player who was never here is unknown`() async throws {
        try await Scene.run { scene async throws in
            _ = try await scene.erasure.erase(scene.gone, by: .command(user: "u", host: "h"))
            // As a restored backup does.
            try await scene.world.execute(
                "INSERT INTO identities (id, account_id, game_id, kind, external_key) VALUES ($1, $2, $3, 'CUSTOM', 'x')",
                [scene.gone, scene.world.accountID, scene.world.gameID]
            )
            #expect(try await scene.erasure.erase(scene.gone, by: .command(user: "u", host: "h")).first?.counts["identities"] == 1)
            await #expect(throws: DomainError.self) { try await scene.erasure.erase(IdentityID(UUID()), by: .command(user: "u", host: "h")) }
            await #expect(throws: DomainError.self) { try await scene.erasure.examine(IdentityID(UUID())) }
        }
    }

    @Test func `submissions that are ranked at the same moment leave nothing`() async throws {
        try await Scene.run { scene async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for round in 0..<12 {
                    group.addTask { _ = try await scene.world.ranking.apply(scene.jobs(scene.gone, at: Int64(100 + round))) }
                }
                group.addTask { _ = try await scene.erasure.erase(scene.gone, by: .command(user: "u", host: "h")) }
                try await group.waitForAll()
            }
            #expect(try await scene.traces(of: scene.gone) == [])
        }
    }
}
