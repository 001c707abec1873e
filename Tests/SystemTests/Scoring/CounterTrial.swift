import ByteJSON
import Foundation
import LeadrJobs
import TestSupport
import Testing

/// Many clients of one player add to one counter at the same time: the sum is exact, and no transaction waits for one that waits for it.
struct CounterTrial: Sendable {
    let installation: Installation
    var clients = 64
    var deltas = 200

    func perform() async throws {
        let api = GameAPI(port: installation.port, adminKey: installation.superadminKey)
        let seed = ModelSettings.seed
        print("counter: seed \(seed)")
        let world = try await TestWorld.create(api)
        let board = try #require(world.boards.first { $0.type == "COUNTER" })
        let fingerprint = GameAPI.fingerprint()
        let sessions = try await (0..<clients).asyncMap { _ in try await api.startSession(game: world.game, fingerprint: fingerprint) }
        #expect(Set(sessions.map(\.identityID)).count == 1, "one device is one player")
        let started = ContinuousClock.now
        let added = try await Array(sessions.enumerated()).concurrentMap(atATime: clients) { number, session in
            try await add(SeededRandom(seed: seed &+ UInt64(number)), to: board.id, session)
        }
        let sent = ContinuousClock.now
        try #require(await installation.isSettled())
        print("counter: sent in \(sent - started), settled in \(.now - sent)")
        let sum = try #require(Double("\(added.reduce(0, +))"))
        try await expect(sum, on: board.id, of: sessions[0])
        expectNoDeadlock()
    }

    /// Adds hundredths, among them negative ones.
    ///
    /// - Returns: Their sum.
    private func add(_ random: SeededRandom, to board: String, _ session: PlayerSession) async throws -> Decimal {
        var (random, sum) = (random, Decimal(0))
        for _ in 0..<deltas {
            let delta = Decimal(Int.random(in: -500...900, using: &random)) / 100
            let value = try #require(Double("\(delta)"))
            let answer = try await session.submit(value, to: board, name: "Counter", prefer: "respond-async")
            guard answer.status == 202 else { throw SystemTestError("a delta was answered \(answer.status): \(answer.body)") }
            sum += delta
        }
        return sum
    }

    private func expect(_ sum: Double, on board: String, of session: PlayerSession) async throws {
        let rows = try RankedLine.lines(try await session.read("/client/scores?board_id=\(board)"))
        #expect(rows.map(\.value) == [sum], "the sum is exact")
        let states = try await session.api.rows("/board-states?board_id=\(board)")
        #expect(states.map { $0["aux"]?.object?["event_count"]?.integer } == [Int64(clients * deltas)], "every delta counts once")
    }

    private func expectNoDeadlock() {
        let log = installation.ownPostgres?.log ?? ""
        #expect(log.contains("ready to accept connections"), "the server's log is read")
        #expect(!log.contains("deadlock detected"))
        for kind in ProcessKind.allCases { #expect(installation.loggedLines(of: kind, containing: "deadlock") == 0, "\(kind)") }
    }
}
