import Foundation
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Redis
import Testing

@Suite struct BoardVerifyTests {
    @Test(arguments: [BoardType.runIdentity, .counter, .runRuns])
    func `a healthy board has no differences, flags and rejections included`(type: BoardType) async throws {
        try await BoardCareBench.run { bench in
            let (board, jobs) = try await Self.played(bench, type)
            try await bench.flag(jobs[4].eventID, .removed)
            try await bench.perform(.recomputeState(board: board, identity: jobs[4].identityID, isTest: jobs[4].isTest))
            let result = try await bench.verify(board)
            #expect(result.isClean, "\(result.kept)")
            #expect(result.players == 10 && result.rows > 0 && result.entries == result.rows)
        }
    }

    @Test func `an empty board without an index is fine, one with rows and without an index is not`() async throws {
        try await BoardCareBench.run { bench in
            let board = try await bench.world.board()
            #expect(try await bench.verify(board).isClean)
            try await bench.rank([bench.world.job(board, try await bench.world.identity(), 1)])
            #expect(try await bench.verify(board).counts == [.indexUnready: 1])
        }
    }

    @Test(arguments: [
        ("UPDATE board_states SET primary_value = 1e6 WHERE id = $1", BoardDifference.Kind.rowDiffers, "value" as String?),
        ("UPDATE board_states SET event_count = 77 WHERE id = $1", .rowDiffers, "event_count"),
        ("UPDATE board_states SET player_name = 'Eve' WHERE id = $1", .rowDiffers, "player_name"),
        ("UPDATE board_states SET deleted_at = now() WHERE id = $1", .rowMissing, "deleted"),
        ("DELETE FROM board_states WHERE id = $1", .rowMissing, nil),
    ])
    func `a tampered row is found, and rebuilding the rows mends it`(sql: String, kind: BoardDifference.Kind, field: String?) async throws {
        try await BoardCareBench.run { bench in
            let (board, jobs) = try await Self.played(bench, .runIdentity)
            let id = DerivedID.boardState(board: board, identity: jobs[0].identityID, isTest: jobs[0].isTest)
            try await bench.world.execute(sql, [id])
            let result = try await bench.verify(board)
            #expect(result.counts[kind] == 1)
            let found = try #require(result.kept.first { $0.kind == kind })
            #expect(found.scoreID?.uuid == id.uuid && found.identityID == jobs[0].identityID)
            if let field { #expect(found.fields.contains { $0.name == field }) }
            let report = try await bench.care.rebuildRows(of: try await bench.care.find(.id(board)), by: bench.actor)
            #expect(report.players == 10 && report.written == 1)
            try await bench.buildIndex(board)
            #expect(try await bench.verify(board).isClean)
            #expect(try await bench.audit() == ["board.rebuild-rows"])
        }
    }

    @Test func `runs without an event, and events without a run, are found`() async throws {
        try await BoardCareBench.run { bench in
            let (board, jobs) = try await Self.played(bench, .runRuns)
            try await bench.world.execute("DELETE FROM run_entries WHERE score_event_id = $1", [jobs[0].eventID])
            try await bench.world.execute("DELETE FROM score_events WHERE id = $1", [jobs[1].eventID])
            let counts = try await bench.verify(board).counts
            #expect(counts[.rowMissing] == 1 && counts[.rowSurplus] == 1 && counts[.indexSurplus] == 1)
        }
    }

    @Test func `a tampered ratio is found, and mended from its sources`() async throws {
        try await BoardCareBench.run { bench in
            let (wins, jobs) = try await Self.played(bench, .counter)
            let games = try await bench.world.board(.counter)
            try await bench.rank(jobs.map { bench.world.job(games, $0.identityID, 4, at: 500, type: .counter, isTest: $0.isTest) })
            let ratio = try await bench.ratio(of: wins, games)
            try await bench.perform(.recomputeRatioBoard(ratio))
            try await bench.buildIndex(ratio)
            #expect(try await bench.verify(ratio).isClean)
            let id = DerivedID.boardState(board: ratio, identity: jobs[0].identityID, isTest: jobs[0].isTest)
            try await bench.world.execute("UPDATE board_states SET value_display = '7' WHERE id = $1", [id])
            #expect(try await bench.verify(ratio).counts == [.rowDiffers: 1])
            #expect(try await bench.care.rebuildRows(of: try await bench.care.find(.id(ratio)), by: bench.actor).written == 1)
            #expect(try await bench.verify(ratio).isClean)
        }
    }

    @Test func `a tampered index is found: a row elsewhere, one too few, one too many, in either pool`() async throws {
        try await BoardCareBench.run { bench in
            let (board, jobs) = try await Self.played(bench, .runIdentity)
            for isTest in [false, true] {
                let own = jobs.filter { $0.isTest == isTest }
                let rows = [own[0], own[1]].map { RankedRowKey(board, $0) }
                let set = try await bench.set(of: board, isTest: isTest)
                let members = [try await bench.member(rows[0]), try await bench.member(rows[1])]
                _ = try await bench.state.client.send(RedisCommand("ZADD", .string(set), "-123456", .bytes(members[0].bytes)))
                _ = try await bench.state.client.send(RedisCommand("ZREM", .string(set), .bytes(members[1].bytes)))
                let bogus = RankMember(createdAt: SystemClock().now(), id: UUID())
                _ = try await bench.state.client.send(RedisCommand("ZADD", .string(set), "-1", .bytes(bogus.bytes)))
                let result = try await bench.verify(board)
                #expect(result.counts == [.indexMisplaced: 1, .indexMissing: 1, .indexSurplus: 1])
                #expect(result.kept.allSatisfy { $0.isTest == isTest })
                #expect(result.kept.first { $0.kind == .indexMissing }?.scoreID?.uuid == members[1].id)
                #expect(result.kept.first { $0.kind == .indexMisplaced }?.scoreID?.uuid == members[0].id)
                try await bench.care.queueRebuild(of: board)
                #expect(try await bench.queued() == [.rebuildIndex(board: board, isTest: false)])
                try await bench.buildIndex(board)
                #expect(try await bench.verify(board).isClean)
            }
        }
    }

    @Test func `submissions that go on meanwhile are no differences`() async throws {
        try await BoardCareBench.run { bench in
            let (board, _) = try await Self.played(bench, .counter)
            let players = try await (0..<5).asyncMap { _ in try await bench.world.identity() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, player) in players.enumerated() {
                    group.addTask {
                        for step in 0..<40 {
                            try await bench.rank([bench.world.job(board, player, 1, at: Int64(1000 + 100 * number + step), type: .counter)])
                        }
                    }
                }
                for _ in 0..<5 {
                    let result = try await bench.verify(board, patience: .seconds(30))
                    #expect(result.isClean, "\(result.kept)")
                }
                try await group.waitForAll()
            }
        }
    }

    /// A board with ten players, half of them in the test pool, three events each, and its index.
    private static func played(_ bench: BoardCareBench, _ type: BoardType) async throws -> (BoardID, [SubmissionJob]) {
        let board = try await bench.world.board(type)
        var jobs: [SubmissionJob] = []
        for number in 0..<10 {
            let player = try await bench.world.identity()
            for step in 0..<3 {
                let value = Double((number * 7 + step * 5) % 11)
                let time = Int64(number * 3 + step)
                jobs.append(bench.world.job(board, player, value, at: time, type: type, name: "P\(number)", isTest: number.isMultiple(of: 2)))
            }
        }
        // The first event of each player first, so that neighbours in the list are different players.
        jobs = (0..<3).flatMap { step in stride(from: step, to: jobs.count, by: 3).map { jobs[$0] } }
        try await bench.rank(jobs)
        try await bench.buildIndex(board)
        return (board, jobs)
    }
}

/// Names the row of a submission.
private struct RankedRowKey {
    let board: BoardID
    let identity: IdentityID
    let isTest: Bool

    init(_ board: BoardID, _ job: SubmissionJob) {
        self.board = board
        identity = job.identityID
        isTest = job.isTest
    }
}

extension BoardCareBench {
    /// The sorted set of a board's live generation.
    fileprivate func set(of board: BoardID, isTest: Bool) async throws -> String {
        let pattern = "\(state.keys.prefix)*rank:\(UUIDText.format(board.uuid)):z:\(isTest ? "t" : "p"):*"
        let found = try await state.client.send(RedisCommand("KEYS", .string(pattern))).array?.compactMap(\.string) ?? []
        return try #require(found.first)
    }

    fileprivate func member(_ key: RankedRowKey) async throws -> RankMember {
        RankedRow(try #require(try await world.state(key.board, key.identity, isTest: key.isTest))).member
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
