import Testing

@testable import Redis

@Suite struct SlotMapTests {
    private let asked = RedisEndpoint.tcp(host: "seed", port: 7000)

    private func node(_ host: RedisValue, _ port: Int64) -> RedisValue {
        .array([host, .integer(port), .bulk(Array("id".utf8)), .array([])])
    }

    private func range(_ first: Int64, _ last: Int64, _ nodes: RedisValue...) -> RedisValue {
        .array([.integer(first), .integer(last)] + nodes)
    }

    private func bulk(_ text: String) -> RedisValue { .bulk(Array(text.utf8)) }

    private func slot(_ number: Int) throws -> HashSlot { try #require(HashSlot(number)) }

    @Test func `each slot belongs to the master of its range`() throws {
        let reply = RedisValue.array([
            range(0, 99, node(bulk("a"), 1), node(bulk("replica"), 9)), range(100, 16_383, node(bulk("b"), 2)), range(50, 60, node(bulk("b"), 2)),
        ])
        let map = try SlotMap(slots: reply, asked: asked)
        #expect(map.masters == [.tcp(host: "a", port: 1), .tcp(host: "b", port: 2)])
        #expect(try map[slot(0)] == .tcp(host: "a", port: 1) && map[slot(99)] == .tcp(host: "a", port: 1))
        #expect(try map[slot(55)] == .tcp(host: "b", port: 2) && map[slot(16_383)] == .tcp(host: "b", port: 2))
    }

    @Test func `a slot without master has no owner`() throws {
        let map = try SlotMap(slots: .array([range(5, 5, node(bulk("a"), 1))]), asked: asked)
        #expect(try map[slot(4)] == nil && map[slot(5)] != nil && map[slot(6)] == nil)
        #expect(try SlotMap(slots: .array([]), asked: asked).isEmpty)
    }

    @Test func `a node that does not know its address is the one that was asked, an unknown one is left out`() throws {
        let reply = RedisValue.array([
            range(0, 1, node(bulk(""), 7000)), range(2, 3, node(.null, 7001)), range(4, 5, node(bulk("?"), 7002)),
        ])
        let map = try SlotMap(slots: reply, asked: asked)
        #expect(try map[slot(0)] == asked && map[slot(2)] == .tcp(host: "seed", port: 7001) && map[slot(4)] == nil)
    }

    @Test func `a slot that moved belongs to its new master, known before or not`() throws {
        var map = try SlotMap(slots: .array([range(0, 9, node(bulk("a"), 1))]), asked: asked)
        map.move(try slot(3), to: .tcp(host: "c", port: 3))
        #expect(try map[slot(3)] == .tcp(host: "c", port: 3) && map[slot(4)] == .tcp(host: "a", port: 1))
        map.move(try slot(3), to: .tcp(host: "a", port: 1))
        #expect(try map[slot(3)] == .tcp(host: "a", port: 1))
    }

    @Test func `another form of reply is refused`() {
        let bad: [RedisValue] = [
            .simple("OK"), .array([.integer(1)]), .array([range(0, 16_384, node(bulk("a"), 1))]), .array([range(9, 8, node(bulk("a"), 1))]),
            .array([range(0, 1)]), .array([range(-1, 1, node(bulk("a"), 1))]),
        ]
        for reply in bad {
            #expect(throws: RedisError.self) { try SlotMap(slots: reply, asked: asked) }
        }
    }

    @Test(
        arguments: [
            ("MOVED 3999 10.0.0.1:6381", .moved(HashSlot(3999)!, to: .tcp(host: "10.0.0.1", port: 6381))),
            ("MOVED 3999 ::1:6381", .moved(HashSlot(3999)!, to: .tcp(host: "::1", port: 6381))),
            ("MOVED 3999 :6381", .moved(HashSlot(3999)!, to: .tcp(host: "seed", port: 6381))),
            ("MOVED 3999 ?:6381", .later),
            ("ASK 3999 h:1", .ask(at: .tcp(host: "h", port: 1))),
            ("TRYAGAIN Multiple keys request during rehashing of slot", .later),
            ("CLUSTERDOWN The cluster is down", .later),
            ("LOADING Redis is loading the dataset in memory", .later),
            ("READONLY You can't write against a read only replica.", .later),
            ("ERR unknown", nil), ("CROSSSLOT Keys in request don't hash to the same slot", nil), ("MOVED x h:1", nil), ("MOVED 3999", nil),
            ("MOVED 3999 h", nil), ("MOVED 16384 h:1", nil), ("MOVED 3999 h:0", nil), ("NOREPLICAS Not enough good replicas to write.", nil),
        ] as [(String, Redirection?)]
    )  // The force-unwrapped slots are constants below 16,384.
    func `redirections are read`(text: String, redirection: Redirection?) {
        #expect(Redirection(RedisServerError(reply: text), asked: asked) == redirection)
    }
}
