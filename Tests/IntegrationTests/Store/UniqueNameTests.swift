import Foundation
import LeadrDomain
import LeadrJobs
import LeadrStore
import Postgres
import TestSupport
import Testing

@Suite struct UniqueNameTests {
    @Test func `the earlier submission of a batch wins the name and the loser leaves no event`() async throws {
        try await StoreWorld.run("names") { world in
            let board = try await world.board(uniqueNames: true)
            let winner = world.job(board, IdentityID(UUID()), 1, at: 1, name: "Ada  Lovelace")
            let loser = world.job(board, IdentityID(UUID()), 9, at: 2, name: " ada lovelace ")
            let result = try await world.ranking.apply([loser, winner])
            #expect(result.decisions[loser.eventID] == .rejected(.nameTaken))
            #expect(try await world.count("score_events") == 1)
            #expect(try await world.state(board, winner.identityID)?.value == 1)
            #expect(try await world.state(board, loser.identityID) == nil)
            // Delivered again, also after the name became free, the answer is the same.
            try await world.execute("DELETE FROM board_names")
            #expect(try await world.ranking.apply([loser]).decisions[loser.eventID] == .rejected(.nameTaken))
            #expect(try await world.count("score_events") == 1)
        }
    }

    @Test func `a name is held across both pools and across batches`() async throws {
        try await StoreWorld.run("names") { world in
            let board = try await world.board(.runRuns, uniqueNames: true)
            let holder = IdentityID(UUID())
            let first = [
                world.job(board, holder, 1, type: .runRuns, name: "A"), world.job(board, holder, 2, type: .runRuns, name: "a", isTest: true),
            ]
            #expect(try await world.ranking.apply(first).newEventCount == 2)
            let other = world.job(board, IdentityID(UUID()), 1, type: .runRuns, name: "A", isTest: true)
            #expect(try await world.ranking.apply([other]).decisions[other.eventID] == .rejected(.nameTaken))
            let blank = world.job(board, IdentityID(UUID()), 1, type: .runRuns, name: "  ")
            #expect(try await world.ranking.apply([blank]).newEventCount == 1)
        }
    }

    @Test func `a name is free again once the last row of its holder has another`() async throws {
        try await StoreWorld.run("names") { world in
            let board = try await world.board(keep: .latest, uniqueNames: true)
            let (holder, other) = (IdentityID(UUID()), IdentityID(UUID()))
            _ = try await world.ranking.apply([world.job(board, holder, 1, name: "A"), world.job(board, holder, 1, name: "A", isTest: true)])
            _ = try await world.ranking.apply([world.job(board, holder, 2, at: 1, name: "B")])
            // The test row still has it.
            #expect(try await world.ranking.apply([world.job(board, other, 1, at: 2, name: "A")]).newEventCount == 0)
            _ = try await world.ranking.apply([world.job(board, holder, 2, at: 3, name: "B", isTest: true)])
            #expect(try await world.ranking.apply([world.job(board, other, 1, at: 4, name: "A")]).newEventCount == 1)
            #expect(try await world.count("board_names") == 2)
        }
    }

    @Test func `a submission that does not change the row needs no name`() async throws {
        try await StoreWorld.run("names") { world in
            let board = try await world.board(uniqueNames: true)
            let (holder, other) = (IdentityID(UUID()), IdentityID(UUID()))
            _ = try await world.ranking.apply([world.job(board, holder, 1, name: "A"), world.job(board, other, 5, name: "B")])
            let worse = world.job(board, other, 2, at: 1, name: "A")
            #expect(try await world.ranking.apply([worse]).newEventCount == 1)
            #expect(try await world.state(board, other)?.playerName == "B")
        }
    }

    @Test func `switching uniqueness on claims the names that are there and keeps duplicates`() async throws {
        try await StoreWorld.run("names") { world in
            let board = try await world.board(keep: .latest)
            let (ada, bob, eve) = (IdentityID(UUID()), IdentityID(UUID()), IdentityID(UUID()))
            _ = try await world.ranking.apply([
                world.job(board, ada, 1, name: "A"), world.job(board, bob, 1, name: "a"), world.job(board, bob, 1, name: "B", isTest: true),
            ])
            let claimed = try await world.pool.transaction { connection in
                _ = try await connection.query(
                    PostgresQuery("UPDATE boards SET unique_player_names = true WHERE id = $1", [board], operation: "update", table: "boards")
                )
                return try await NameMaintenance(connection).adopt(board, boardType: .runIdentity)
            }
            #expect(claimed == 2)
            #expect(try await world.ranking.apply([world.job(board, eve, 1, at: 1, name: "A")]).newEventCount == 0)
            // The one without the claim may go on under the name it has.
            #expect(
                try await world.ranking.apply([world.job(board, ada, 2, at: 2, name: "A"), world.job(board, bob, 2, at: 2, name: "a")]).newEventCount
                    == 2
            )
        }
    }

    @Test func `a name that is submitted while uniqueness is switched on has one holder`() async throws {
        try await StoreWorld.run("names") { world in
            let repository = BoardRepository(pool: world.pool)
            for round in 0..<5 {
                let board = try await world.board(keep: .latest)
                let jobs = (0..<60).map { world.job(board, IdentityID(UUID()), 1, at: Int64($0), name: "N\($0 % 20)") }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for start in stride(from: 0, to: 60, by: 20) {
                        group.addTask { _ = try await world.ranking.apply(Array(jobs[start..<start + 20])) }
                    }
                    group.addTask {
                        _ = try await repository.locking(board) { locked in
                            var wanted = locked.view
                            wanted.board.uniquePlayerNames = true
                            return try await locked.store(wanted, at: Timestamp(microseconds: 1_800_000_000_000_000))
                        }
                    }
                    try await group.waitForAll()
                }
                // Whatever came first: every name is held, by one who shows it, and nobody took a held name since.
                let held = try await world.execute(
                    """
                    SELECT count(*) FROM board_names n WHERE board_id = $1 AND EXISTS (
                        SELECT 1 FROM board_states s WHERE s.board_id = n.board_id AND s.identity_id = n.identity_id AND lower(s.player_name) = n.name_key)
                    """,
                    [board]
                )
                #expect(try held.firstRow?.decode(0, as: Int64.self) == 20, "round \(round)")
                let late = world.job(board, IdentityID(UUID()), 1, at: 100, name: "N1")
                #expect(try await world.ranking.apply([late]).newEventCount == 0)
            }
        }
    }

    @Test func `a claim of an earlier time does not outlive its name`() async throws {
        try await StoreWorld.run("names") { world in
            let board = try await world.board(keep: .latest, uniqueNames: true)
            let (ada, bob) = (IdentityID(UUID()), IdentityID(UUID()))
            _ = try await world.ranking.apply([world.job(board, ada, 1, name: "A")])
            try await world.execute("UPDATE boards SET unique_player_names = false")
            _ = try await world.ranking.apply([world.job(board, ada, 1, at: 1, name: "B"), world.job(board, bob, 1, at: 2, name: "A")])
            try await world.execute("UPDATE boards SET unique_player_names = true")
            let claimed = try await world.pool.transaction { try await NameMaintenance($0).adopt(board, boardType: .runIdentity) }
            #expect(claimed == 2)
            let holder = try await world.execute("SELECT identity_id FROM board_names WHERE name_key = 'a'").firstRow
            #expect(try holder?.decode(0, as: IdentityID.self) == bob)
        }
    }

    @Test func `names that no live row shows any more are released`() async throws {
        try await StoreWorld.run("names") { world in
            let board = try await world.board(.runRuns, uniqueNames: true)
            let player = IdentityID(UUID())
            let jobs = ["A", "B"].map { world.job(board, player, 1, type: .runRuns, name: $0) }
            _ = try await world.ranking.apply(jobs)
            try await world.execute("UPDATE run_entries SET excluded_at = now() WHERE player_name = 'A'")
            try await world.pool.transaction { try await NameMaintenance($0).releaseUnused([NameOwner(boardID: board, identityID: player)]) }
            let left = try await world.execute("SELECT name_key FROM board_names")
            #expect(try left.map { try $0.decode(0, as: String.self) } == ["b"])
        }
    }

    @Test func `parallel workers give a name to one player`() async throws {
        try await StoreWorld.run("names") { world in
            let board = try await world.board(keep: .latest, uniqueNames: true)
            let players = (0..<8).map { _ in IdentityID(UUID()) }
            let jobs = (0..<240).map { index in
                let name = ["A", "B", "C"][index * 7 % 3]
                return world.job(board, players[index % 8], Double(index), at: Int64(index), name: name, isTest: index % 5 == 0)
            }
            // Every job is with two of four workers.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<4 {
                    let mine = jobs.indices.filter { $0 % 4 == worker || ($0 + 1) % 4 == worker }.map { jobs[$0] }.shuffled()
                    group.addTask {
                        for start in stride(from: 0, to: mine.count, by: 10) {
                            _ = try await world.ranking.apply(Array(mine[start..<min(start + 10, mine.count)]))
                        }
                    }
                }
                try await group.waitForAll()
            }
            let shared = try await world.execute(
                "SELECT player_name FROM board_states WHERE deleted_at IS NULL GROUP BY player_name HAVING count(DISTINCT identity_id) > 1"
            )
            #expect(shared.isEmpty)
            let unheld = try await world.execute(
                """
                SELECT s.id FROM board_states s
                LEFT JOIN board_names n ON n.board_id = s.board_id AND n.name_key = lower(s.player_name) AND n.identity_id = s.identity_id
                WHERE n.board_id IS NULL
                """
            )
            #expect(unheld.isEmpty)
            let idle = try await world.execute(
                """
                SELECT n.name_key FROM board_names n WHERE NOT EXISTS (
                    SELECT 1 FROM board_states s WHERE s.board_id = n.board_id AND s.identity_id = n.identity_id AND lower(s.player_name) = n.name_key)
                """
            )
            #expect(idle.isEmpty)
        }
    }
}
