import Foundation
import LeadrDomain
import Testing

@testable import LeadrServices

@Suite("Bounded memory of services")
struct CacheTests {
    @Test func `a cache never exceeds its capacity and keeps what is used`() {
        var cache = GenerationCache<Int, Int>(capacity: 10)
        for key in 0..<1000 {
            cache.insert(key, for: key)
            #expect(cache.value(for: 0) == 0)
            #expect(cache.count <= 10)
        }
        #expect(cache.value(for: 999) == 999)
        #expect(cache.value(for: 500) == nil)
        cache.remove(0)
        #expect(cache.value(for: 0) == nil)
    }

    @Test func `the newer of a remembered and a stored name wins`() {
        let names = KnownNames()
        let identity = IdentityID(UUID())
        func client(_ name: String?, at time: Int64?) -> ClientPrincipal {
            ClientPrincipal(
                sessionID: IdentitySessionID(UUID()),
                identityID: identity,
                accountID: AccountID(UUID()),
                gameID: GameID(UUID()),
                externalKey: "",
                isTest: false,
                displayName: name,
                displayNameAt: time.map { Timestamp(microseconds: $0) }
            )
        }
        #expect(names.displayName(of: client("Stored", at: nil)) == "Stored")
        names.note("New", of: identity, acceptedAt: Timestamp(microseconds: 20))
        names.note("Older", of: identity, acceptedAt: Timestamp(microseconds: 10))
        #expect(names.displayName(of: client("Stored", at: 15)) == "New")
        #expect(names.displayName(of: client("Stored", at: 25)) == "Stored")
        #expect(names.displayName(of: client(nil, at: nil)) == "New")
    }

    @Test func `rank queries beyond the limit wait, then are refused`() async throws {
        let gate = SQLRankGate(limit: 1, patience: .milliseconds(50))
        let (stream, finish) = AsyncStream.makeStream(of: Void.self)
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await gate.run {
                    start.finish()
                    for await _ in stream {}
                }
            }
            for await _ in started {}
            await #expect(throws: DomainError.self) { try await gate.run {} }
            group.addTask { try await SQLRankGate(limit: 1).run {} }
            finish.finish()
            try await group.waitForAll()
        }
        #expect(try await gate.run { 7 } == 7)
    }

    @Test func `exclusions of around parameters are checked in the contract's order`() throws {
        var query = ScoreListQuery(boardID: BoardID(UUID()))
        try query.checkExclusions()
        query.cursor = "x"
        query.aroundValue = 1
        #expect(throws: DomainError.badRequest("Cannot use both cursor and around_score_value parameters")) { try query.checkExclusions() }
        query.aroundScoreID = ScoreID(UUID())
        #expect(throws: DomainError.badRequest("Cannot use both cursor and around_score_id parameters")) { try query.checkExclusions() }
        query.cursor = nil
        #expect(throws: DomainError.badRequest("Cannot use both around_score_id and around_score_value parameters")) {
            try query.checkExclusions()
        }
    }
}
