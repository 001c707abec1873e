import ByteJSON
import Foundation
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrStore
import Postgres
import TestSupport
import Testing

/// Who is told to be first, and when.
@Suite struct FirstPlaceTests {
    /// Players who were told to be first on a board so far, with those who were before.
    private func told(_ world: WebhookWorld) async throws -> [(IdentityID, IdentityID?)] {
        let bodies = try await world.deliver().map { try #require($0["body"]?.object) }
        // They arrive in no order that is promised.
        return try bodies.sorted { ($0["timestamp"]?.string ?? "") < ($1["timestamp"]?.string ?? "") }.map { body in
            let data = try #require(body["data"]?.object)
            let former = try data["previous_identity_id"]?.string.map { try IdentityID(wire: $0) }
            return (try IdentityID(wire: try #require(data["identity_id"]?.string)), former)
        }
    }

    @Test func `who becomes first is told once, and not for doing better still`() async throws {
        try await WebhookWorld.run("first_place") { world async throws in
            _ = try await world.webhook([.rankFirstPlace])
            let board = try await world.store.board()
            let (ann, bob) = (try await world.store.identity(), try await world.store.identity())
            func submit(_ player: IdentityID, _ value: Double, isTest: Bool = false) async throws {
                _ = try await world.store.ranking.apply([world.store.job(board, player, value, isTest: isTest)])
            }
            try await submit(ann, 10)
            #expect(try await told(world).map(\.0) == [ann])
            try await submit(ann, 11)
            try await submit(bob, 5)
            #expect(try await told(world).count == 1)
            try await submit(bob, 12)
            let second = try await told(world)
            #expect(second.map(\.0) == [ann, bob] && second[1].1 == ann)
            // Test scores are a board of their own.
            try await submit(ann, 1, isTest: true)
            #expect(try await told(world).map(\.0) == [ann, bob, ann])
        }
    }

    @Test func `many who overtake each other at once leave the last one as the first`() async throws {
        try await WebhookWorld.run("first_place_race") { world async throws in
            _ = try await world.webhook([.rankFirstPlace])
            let board = try await world.store.board(descending: false)
            var players: [IdentityID] = []
            for _ in 0..<12 { players.append(try await world.store.identity()) }
            let all = players
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (place, player) in all.enumerated() {
                    group.addTask { _ = try await world.store.ranking.apply([world.store.job(board, player, Double(100 - place))]) }
                }
                group.addTask { for _ in 0..<5 { try await world.relay.drain(batch: 3) } }
                try await group.waitForAll()
            }
            let told = try await told(world)
            #expect(told.last?.0 == all.last)
            // Each was told after the one it overtook, and nobody twice in a row.
            for (before, after) in zip(told, told.dropFirst()) { #expect(after.1 == before.0 && after.0 != before.0) }
        }
    }

    @Test func `moderation makes somebody else first`() async throws {
        try await WebhookWorld.run("first_place_moderated") { world async throws in
            _ = try await world.webhook([.rankFirstPlace])
            let board = try await world.store.board()
            let (ann, bob) = (try await world.store.identity(), try await world.store.identity())
            let cheat = world.store.job(board, bob, 99)
            _ = try await world.store.ranking.apply([world.store.job(board, ann, 10), cheat])
            #expect(try await told(world).map(\.0) == [bob])
            try await world.store.execute(
                "INSERT INTO score_flags (score_event_id, flag_type, confidence, status) VALUES ($1, 'manual', 'high', 'confirmed_cheat')",
                [cheat.eventID]
            )
            _ = try await StateRecomputation(pool: world.store.pool).recompute([StateKey(boardID: board, identityID: bob, isTest: false)])
            let told = try await told(world)
            #expect(told.map(\.0) == [bob, ann] && told.last?.1 == bob)
        }
    }

    @Test func `runs of the one who is first tell nothing new`() async throws {
        try await WebhookWorld.run("first_place_runs") { world async throws in
            _ = try await world.webhook([.rankFirstPlace])
            let board = try await world.store.board(.runRuns)
            let (ann, bob) = (try await world.store.identity(), try await world.store.identity())
            for (player, value) in [(ann, 1.0), (ann, 3), (bob, 2), (bob, 4), (ann, 5)] {
                _ = try await world.store.ranking.apply([world.store.job(board, player, value, type: .runRuns)])
                try await world.relay.drain(batch: 100)
            }
            #expect(try await told(world).map(\.0) == [ann, bob, ann])
        }
    }

    @Test func `who was first already when somebody begins to listen is not told`() async throws {
        try await WebhookWorld.run("first_place_before") { world async throws in
            let boards = [try await world.store.board(), try await world.store.board(ties: .earliest), try await world.store.board(.runRuns)]
            let (ann, bob) = (try await world.store.identity(), try await world.store.identity())
            func submit(_ player: IdentityID, _ value: Double) async throws {
                for (place, board) in boards.enumerated() {
                    let type: BoardType = place == 2 ? .runRuns : .runIdentity
                    _ = try await world.store.ranking.apply([world.store.job(board, player, value, type: type)])
                }
            }
            try await submit(ann, 10)
            _ = try await world.webhook([.rankFirstPlace])
            try await submit(ann, 11)
            try await submit(bob, 9)
            #expect(try await told(world).isEmpty)
            try await submit(bob, 12)
            let told = try await told(world)
            #expect(told.count == 3 && told.allSatisfy { $0.0 == bob && $0.1 == ann })
        }
    }

    @Test func `after a board was cleared the next one is first`() async throws {
        try await WebhookWorld.run("first_place_cleared") { world async throws in
            _ = try await world.webhook([.rankFirstPlace])
            let board = try await world.store.board()
            let (ann, bob) = (try await world.store.identity(), try await world.store.identity())
            _ = try await world.store.ranking.apply([world.store.job(board, ann, 1000)])
            #expect(try await told(world).map(\.0) == [ann])
            _ = try await BoardClearing(pool: world.store.pool).clear(board, .all)
            #expect(try await told(world).count == 1)
            _ = try await world.store.ranking.apply([world.store.job(board, bob, 5)])
            #expect(try await told(world).map(\.0) == [ann, bob])
        }
    }

    @Test func `another order makes another one first`() async throws {
        try await WebhookWorld.run("first_place_order") { world async throws in
            _ = try await world.webhook([.rankFirstPlace])
            let board = try await world.store.board()
            let players = [try await world.store.identity(), try await world.store.identity(), try await world.store.identity()]
            for (player, value) in zip(players, [10.0, 20]) { _ = try await world.store.ranking.apply([world.store.job(board, player, value)]) }
            #expect(try await told(world).last?.0 == players[1])
            let changes = RankingChangeStore(pool: world.store.pool)
            _ = try await BoardRepository(pool: world.store.pool).locking(board) { locked in
                var wanted = locked.view
                wanted.board = wanted.board.aiming(
                    at: BoardRanking(sortDirection: .ascending, keepStrategy: .best, tiePolicy: .newest),
                    hasScores: true
                )
                return try await locked.store(wanted, at: SystemClock().now())
            }
            let run = try #require(try await changes.begin(board))
            _ = try await changes.promote(run, pass: 1)
            #expect(try await told(world).last?.0 == players[0])
            _ = try await world.store.ranking.apply([world.store.job(board, players[2], 5)])
            #expect(try await told(world).last?.0 == players[2])
        }
    }

    @Test func `who is switched on when nobody is left knows of nobody`() async throws {
        try await WebhookWorld.run("first_place_emptied") { world async throws in
            let webhook = try await world.webhook([.rankFirstPlace])
            let board = try await world.store.board()
            let (ann, bob) = (try await world.store.identity(), try await world.store.identity())
            _ = try await world.store.ranking.apply([world.store.job(board, ann, 1000)])
            #expect(try await told(world).map(\.0) == [ann])
            let webhooks = WebhookRepository(pool: world.store.pool)
            for isActive in [false, true] {
                if isActive { _ = try await PlayerErasureStore(pool: world.store.pool).erase(ann) }
                var change = WebhookChange()
                change.isActive = .set(isActive)
                _ = try await webhooks.update(webhook.id, change, at: SystemClock().now())
            }
            _ = try await world.store.ranking.apply([world.store.job(board, bob, 5)])
            #expect(try await told(world).map(\.0) == [ann, bob])
        }
    }

    @Test func `a second webhook takes nothing from the first`() async throws {
        try await WebhookWorld.run("first_place_second") { world async throws in
            _ = try await world.webhook([.rankFirstPlace])
            let (board, ann) = (try await world.store.board(), try await world.store.identity())
            _ = try await world.store.ranking.apply([world.store.job(board, ann, 1)])
            _ = try await world.webhook([.rankFirstPlace], path: "ok/second")
            #expect(try await told(world).map(\.0) == [ann, ann], "nobody has looked yet, so both hear of it")
        }
    }

    @Test func `a row that was written by one who still knew a better one is found`() async throws {
        try await WebhookWorld.run("first_place_late") { world async throws in
            _ = try await world.webhook([.rankFirstPlace])
            let board = try await world.store.board(descending: false)
            let (ann, bob, zed) = (try await world.store.identity(), try await world.store.identity(), try await world.store.identity())
            let best = world.store.job(board, ann, 10)
            _ = try await world.store.ranking.apply([best, world.store.job(board, bob, 50)])
            #expect(try await told(world).map(\.0) == [ann])
            try await world.store.pool.transaction { connection in
                // It has begun, and read who was first.
                _ = try await connection.query(PostgresQuery("SELECT pg_current_xact_id()::text", [], operation: "test", table: "none"))
                try await Task.detached {
                    try await world.store.execute(
                        "INSERT INTO score_flags (score_event_id, flag_type, confidence, status) VALUES ($1, 'manual', 'high', 'removed')",
                        [best.eventID]
                    )
                    _ = try await StateRecomputation(pool: world.store.pool).recompute([StateKey(boardID: board, identityID: ann, isTest: false)])
                    for _ in 0..<5 { try await world.relay.drain(batch: 100) }
                }.value
                // Better than who is first now, and no better than who was.
                let insertion = """
                    INSERT INTO board_states (id, board_id, identity_id, primary_value, rank_value, event_count, created_at, updated_at, version)
                    VALUES (gen_random_uuid(), $1, $2, 30, 30, 1, now(), now(), 1)
                    """
                _ = try await connection.query(PostgresQuery(insertion, [board, zed], operation: "test", table: "board_states"))
            }
            #expect(try await told(world).map(\.0) == [ann, bob, zed])
        }
    }

    @Test func `a webhook for one game says nothing of who is first in another`() async throws {
        try await WebhookWorld.run("first_place_games") { world async throws in
            let (other, board) = (GameID(UUID()), try await world.store.board())
            try await world.store.execute(
                "INSERT INTO games (id, account_id, name, slug) VALUES ($1, $2, 'o', 'o')",
                [other, world.store.accountID]
            )
            _ = try await world.webhook([.rankFirstPlace], game: other)
            let (ann, bob) = (try await world.store.identity(), try await world.store.identity())
            _ = try await world.store.ranking.apply([world.store.job(board, ann, 10)])
            _ = try await world.webhook([.rankFirstPlace])
            _ = try await world.store.ranking.apply([world.store.job(board, ann, 11)])
            #expect(try await told(world).isEmpty, "she was first before anybody heard of this board")
            _ = try await world.store.ranking.apply([world.store.job(board, bob, 12)])
            let told = try await told(world)
            #expect(told.map(\.0) == [bob] && told.first?.1 == ann)
        }
    }

    @Test func `a change of a webhook takes nothing from it that is under way`() async throws {
        try await WebhookWorld.run("first_place_changed") { world async throws in
            let webhook = try await world.webhook([.rankFirstPlace])
            let (board, ann) = (try await world.store.board(), try await world.store.identity())
            _ = try await world.store.ranking.apply([world.store.job(board, ann, 1)])
            var change = WebhookChange()
            change.isActive = .set(true)
            change.eventTypes = .set([.rankFirstPlace, .boardEnded])
            _ = try await WebhookRepository(pool: world.store.pool).update(webhook.id, change, at: SystemClock().now())
            #expect(try await told(world).map(\.0) == [ann])
        }
    }

    @Test func `when the first one is removed the next one is first`() async throws {
        try await WebhookWorld.run("first_place_erased") { world async throws in
            _ = try await world.webhook([.rankFirstPlace])
            let board = try await world.store.board()
            let (ann, bob) = (try await world.store.identity(), try await world.store.identity())
            for (player, value) in [(bob, 1.0), (ann, 2)] {
                _ = try await world.store.ranking.apply([world.store.job(board, player, value)])
                try await world.relay.drain(batch: 100)
            }
            #expect(try await told(world).map(\.0) == [bob, ann])
            let outcome = try #require(try await PlayerErasureStore(pool: world.store.pool).erase(ann))
            #expect(outcome.receipt.counts["board_leaders"] == 1)
            let told = try await told(world)
            #expect(told.map(\.0) == [bob, ann, bob])
            #expect(told.last?.1 == nil, "who was removed is named to nobody")
        }
    }

    @Test func `a board that is held up holds up no other, and is told of when it is free`() async throws {
        try await WebhookWorld.run("first_place_held") { world async throws in
            _ = try await world.webhook()
            let (held, free) = (try await world.store.board(), try await world.store.board())
            let (ann, bob) = (try await world.store.identity(), try await world.store.identity())
            _ = try await world.store.ranking.apply([world.store.job(held, ann, 1)])
            _ = try await world.store.ranking.apply([world.store.job(free, bob, 1)])
            try await world.store.pool.transaction { connection in
                let lock = PostgresQuery("SELECT 1 FROM boards WHERE id = $1 FOR UPDATE", [held], operation: "test", table: "boards")
                _ = try await connection.query(lock)
                // Batches of one: what is held up is not taken again and again.
                try await Task.detached { for _ in 0..<2 { try await world.relay.drain(batch: 1) } }.value
            }
            #expect(try await messages(of: free, world) == 2)
            #expect(try await messages(of: held, world) == 0)
            #expect(try await world.store.count("outbox WHERE last_error IS NOT NULL") == 0)
            try await world.deliver()
            #expect(try await messages(of: held, world) == 2, "the score and the first place")
        }
    }

    /// Messages that were written about a board.
    private func messages(of board: BoardID, _ world: WebhookWorld) async throws -> Int {
        try await world.store.execute("SELECT 1 FROM webhook_messages WHERE position($1 IN body) > 0", [board.wire]).count
    }
}
