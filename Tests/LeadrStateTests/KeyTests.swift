import Foundation
import LeadrDomain
import Redis
import Testing

@testable import LeadrState

@Suite struct KeyTests {
    private let board = BoardID(UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)))

    @Test func `the shard of a board never changes from one release to the next`() {
        #expect([1, 4, 16, 64].map { ShardMap(count: $0).shard(of: board) } == [0, 1, 1, 33])
    }

    @Test func `boards spread evenly over the shards`() {
        let map = ShardMap(count: 8)
        let counts = (0..<8000).reduce(into: [Int](repeating: 0, count: 8)) { counts, _ in counts[map.shard(of: BoardID(UUID()))] += 1 }
        #expect(counts.allSatisfy { (800...1200).contains($0) })
    }

    @Test func `a map without shards has one`() {
        #expect(ShardMap(count: 0).count == 1)
    }

    @Test func `keys that one step touches share a hash tag`() {
        let keys = StateKeys(prefix: "p:", shards: ShardMap(count: 4))
        let identity = IdentityID(UUID())
        let event = ScoreEventID(UUID())
        #expect(keys.nonces(identity) == .string("p:{i:\(UUIDText.format(identity.uuid))}:nonces"))
        let key = IdempotencyKey("text of a client", of: identity)
        #expect(keys.idempotency(key) == .string("p:{i:\(UUIDText.format(identity.uuid))}:idem:\(UUIDText.format(key.digest))"))
        #expect(keys.pending(event) == .string("p:{\(UUIDText.format(event.uuid))}:pending"))
        #expect(keys.rankBoard(board) == .string("p:{s1}:rank:01020304-0506-0708-090a-0b0c0d0e0f10"))
        #expect(keys.rankShard(2) == .string("p:{s2}:rank-shard"))
    }

    @Test func `every function of the library carries its major version`() {
        let names = StateLibrary.library.source.split(separator: "register('").dropFirst().map { $0.prefix { $0 != "'" } }
        #expect(names.count >= 15)
        #expect(names.allSatisfy { $0.hasPrefix(StateLibrary.library.name + "_") })
    }
}
