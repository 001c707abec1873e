import Foundation
import LeadrDomain
import LeadrState
import Redis
import Synchronization
import TestSupport
import Testing

@Suite struct RankRebuildTests {
    private let board = BoardID(UUID())

    /// The database of these tests: the newest change of each row.
    private final class Database: Sendable {
        private let rows = Mutex(RankOracle())

        func commit(_ change: RankChange) { rows.withLock { $0.apply(change) } }
        var oracle: RankOracle { rows.withLock { $0 } }
    }

    @Test func `a board without an index says so until a rebuild is finished`() async throws {
        try await withRedisState { access async throws in
            let index = access.rankIndex()
            try await access.confirmAll(index)
            #expect(try await index.page(board: board, pool: .production, from: 0, limit: 5) == .notReady(.missing))
            let rebuild = try await index.beginRebuild(of: board)
            let rows = RankOracle.randomRows(1500, board: board) + RankOracle.randomRows(3, board: board, pool: .test)
            #expect(try await index.insert(rows, into: rebuild) == 1503)
            #expect(try await index.page(board: board, pool: .production, from: 0, limit: 5) == .notReady(.missing))
            let result = try await index.finish(rebuild)
            #expect(result.productionRows == 1500 && result.testRows == 3)
            #expect(try await index.page(board: board, pool: .production, from: 0, limit: 5).value?.entries.count == 5)
        }
    }

    @Test func `a rebuild with writers at work loses nothing and brings nothing back`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board)
            let database = Database()
            let rows = RankOracle.randomRows(600, board: board)
            for row in rows { database.commit(row) }
            try await index.apply(rows)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<4 {
                    group.addTask { try await self.write(rows.indices.filter { $0 % 4 == worker }.map { rows[$0] }, to: database, index) }
                }
                for _ in 0..<3 { try await self.rebuild(from: database, index) }
                try await group.waitForAll()
            }
            try await rebuild(from: database, index)
            #expect(try await index.everything(board: board) == database.oracle.sorted.map(\.member))
        }
    }

    /// Commits and applies new versions of rows, some of them deletions, one in ten applied late and out of order.
    private func write(_ rows: [RankChange], to database: Database, _ index: RankIndex) async throws {
        var late: [RankChange] = []
        for version in Int64(2)...5 {
            for row in rows {
                var change = row
                change.version = version
                change.rankValue = Int.random(in: 0..<4) == 0 ? nil : Double(Int.random(in: -9...9))
                database.commit(change)
                if Int.random(in: 0..<10) == 0 { late.append(change) } else { try await index.apply([change]) }
            }
        }
        try await index.apply(late.shuffled())
    }

    private func rebuild(from database: Database, _ index: RankIndex) async throws {
        let rebuild = try await index.beginRebuild(of: board)
        let snapshot = database.oracle.sorted
        for start in stride(from: 0, to: snapshot.count, by: 50) {
            try await index.insert(Array(snapshot[start..<min(start + 50, snapshot.count)]), into: rebuild)
        }
        _ = try await index.finish(rebuild)
    }

    @Test func `a row deleted during the rebuild does not come back with a chunk`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board)
            var row = RankOracle.randomRows(1, board: board)[0]
            try await index.apply([row])
            let rebuild = try await index.beginRebuild(of: board)
            let old = row
            row.version = 2
            row.rankValue = nil
            try await index.apply([row])
            #expect(try await index.insert([old], into: rebuild) == 0)
            #expect(try await index.finish(rebuild).productionRows == 0)
        }
    }

    @Test func `deletions are remembered through a rebuild, however long it takes`() async throws {
        try await withRedisState { access async throws in
            _ = try await access.readyIndex(board)
            let index = access.rankIndex(memory: .milliseconds(1))
            var row = RankOracle.randomRows(1, board: board)[0]
            let old = row
            let rebuild = try await index.beginRebuild(of: board)
            row.version = 2
            row.rankValue = nil
            try await index.apply([row])
            _ = await eventually { (try? await access.client.send(RedisCommand("KEYS", .string(access.keys.prefix + "*:v:*"))).array?.count) == 0 }
            #expect(try await index.insert([old], into: rebuild) == 0)
        }
    }

    @Test func `a second rebuild takes over from the first`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board)
            let first = try await index.beginRebuild(of: board)
            let second = try await index.beginRebuild(of: board)
            let rows = RankOracle.randomRows(2, board: board)
            await #expect(throws: RankRebuildError.superseded) { try await index.insert(rows, into: first) }
            await #expect(throws: RankRebuildError.superseded) { try await index.finish(first) }
            #expect(try await index.abort(first) == false)
            try await index.insert(rows, into: second)
            #expect(try await index.finish(second).productionRows == 2)
            await #expect(throws: RankRebuildError.superseded) { try await index.finish(second) }
        }
    }

    @Test func `giving up and dropping leave no sorted set behind`() async throws {
        try await withRedisState { access async throws in
            let index = try await access.readyIndex(board)
            try await index.apply(RankOracle.randomRows(5, board: board))
            let rebuild = try await index.beginRebuild(of: board)
            try await index.insert(RankOracle.randomRows(5, board: board), into: rebuild)
            #expect(try await index.abort(rebuild))
            #expect(try await index.everything(board: board).count == 5)
            try await index.drop(board)
            #expect(try await index.states(of: [board])[0].liveGeneration == nil)
            let sets = try await access.client.send(RedisCommand("KEYS", .string(access.keys.prefix + "*:z:*"))).array
            #expect(sets == [])
            #expect(try await index.page(board: board, pool: .production, from: 0, limit: 5) == .notReady(.missing))
        }
    }

    @Test func `a reply does not count when the server changed while the question was under way`() async throws {
        try await withRedisState(shards: 1) { access async throws in
            let index = try await access.readyIndex(board)
            try await index.apply(RankOracle.randomRows(3, board: board))
            let life = try #require(index.serverLives()[0])
            let asked = Mutex(0)
            // The first answer goes into the command, the second is the state of things when the reply has come.
            let moving = RankIndex(redis: access.client, keys: access.keys) { _ in
                asked.withLock { count in
                    count += 1
                    return count % 2 == 1 ? life : "another life"
                }
            }
            #expect(try await moving.page(board: board, pool: .production, from: 0, limit: 5) == .notReady(.unconfirmed))
            let member = try #require(try await index.everything(board: board).first)
            #expect(try await moving.rank(of: RankLookup(boardID: board, pool: .production, member: member)) == .notReady(.unconfirmed))
            #expect(try await index.rank(of: RankLookup(boardID: board, pool: .production, member: member)) == .ready(1))
        }
    }

    @Test func `a rebuild yields to one at work, unless that one is silent, of an older layout, or of another life`() async throws {
        try await withRedisState { access async throws in
            let index = access.rankIndex()
            try await access.confirmAll(index)
            let old = RankLayout(version: 1, ties: .newest)
            let new = RankLayout(version: 2, ties: .newest)
            let first = try await index.beginRebuild(of: board, layout: old, yieldingFor: .seconds(3600))
            await #expect(throws: RankRebuildError.superseded) {
                try await index.beginRebuild(of: board, layout: old, yieldingFor: .seconds(3600))
            }
            #expect(try await index.insert(RankOracle.randomRows(3, board: board, layout: old), into: first) == 3, "the one at work goes on")
            #expect(try await index.buildingVersion(of: board) == 1)
            let second = try await index.beginRebuild(of: board, layout: new, yieldingFor: .seconds(3600))
            await #expect(throws: RankRebuildError.superseded) { try await index.finish(first) }
            let third = try await index.beginRebuild(of: board, layout: new, yieldingFor: .zero)
            await #expect(throws: RankRebuildError.superseded) { try await index.finish(second) }
            let reborn = RankIndex(redis: access.client, keys: access.keys) { _ in "another life" }
            _ = try await reborn.beginRebuild(of: board, layout: new, yieldingFor: .seconds(3600))
            await #expect(throws: RankRebuildError.superseded) { try await index.finish(third) }
            _ = try await index.drop(board)
            #expect(try await index.buildingVersion(of: board) == nil)
        }
    }

    @Test func `a quiet shard is known to miss nothing, as long as it is confirmed`() async throws {
        try await withRedisState(shards: 1) { access async throws in
            let index = try await access.readyIndex(board)
            let lives = index.serverLives()
            let later = Timestamp(microseconds: SystemClock().now().microseconds / 1000 * 1000 + 1_000_000_000)
            try await index.touch(lives, at: later)
            #expect(try await index.shardStates()[0].lastContact == later)
            try await index.touch(lives, at: later - .seconds(5))
            #expect(try await index.shardStates()[0].lastContact == later, "it never goes back")
            try await index.touch([0: "another life"], at: later + .seconds(5))
            #expect(try await index.shardStates()[0].lastContact == later)
        }
    }

    @Test func `after a restart of the server boards do not answer until they are confirmed`() async throws {
        let server = try PrivateRedis()
        try await withRedisState(url: server.url, shards: 1) { access async throws in
            let index = try await access.readyIndex(board)
            let rows = RankOracle.randomRows(10, board: board)
            try await index.apply(rows)
            let rebuild = try await index.beginRebuild(of: board)
            let contact = try #require(try await index.shardStates()[0].lastContact)
            let before = access.client.state.runID
            server.kill()
            try server.start()
            #expect(await eventually { access.client.state.runID != before && access.client.state.isConnected })
            #expect(try await index.page(board: board, pool: .production, from: 0, limit: 5) == .notReady(.unconfirmed))
            #expect(try await index.rank(of: RankLookup(boardID: board, pool: .production, member: rows[0].member)) == .notReady(.unconfirmed))
            // What is applied before the confirmation must not hide since when something may be missing.
            try await index.apply(RankOracle.randomRows(1, board: board))
            let state = try await index.shardStates()[0]
            #expect(state.lastContact == contact && index.needsConfirmation(state))
            await #expect(throws: RankRebuildError.superseded) { try await index.finish(rebuild) }
            try await access.confirmAll(index)
            #expect(try await index.everything(board: board).count == 11)
            #expect(try await index.needsConfirmation(index.shardStates()[0]) == false)
        }
    }
}
