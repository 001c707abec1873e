import Testing

@testable import Redis

@Suite struct PipelinePlanTests {
    private let left = RedisEndpoint.tcp(host: "l", port: 1)
    private let right = RedisEndpoint.tcp(host: "r", port: 1)
    private let third = RedisEndpoint.tcp(host: "t", port: 1)

    private func route(_ slot: Int) throws -> CommandRoute { .slot(try #require(HashSlot(slot))) }

    private func map() throws -> SlotMap {
        var map = SlotMap()
        map.move(try #require(HashSlot(1)), to: left)
        map.move(try #require(HashSlot(2)), to: right)
        return map
    }

    private func error(_ text: String) -> RedisValue { .error(RedisServerError(reply: text)) }

    @Test func `each node gets its commands in their order, and replies come back in the order of the commands`() throws {
        var plan = PipelinePlan(routes: [try route(1), try route(2), .anywhere, try route(1)])
        let groups = try #require(plan.groups(try map(), anywhere: right))
        // A command without key goes along with those that have one.
        #expect(groups.map(\.endpoint) == [left, right] && groups.map(\.commands) == [[0, 2, 3], [1]])
        #expect(plan.take([.integer(0), .integer(2), .integer(3)], of: groups[0]) == .init())
        #expect(plan.isBegun && plan.result == nil)
        #expect(plan.take([.integer(1)], of: groups[1]) == .init())
        #expect(plan.open.isEmpty && plan.result == [.integer(0), .integer(1), .integer(2), .integer(3)])
    }

    @Test func `commands without any key go to one node`() throws {
        let groups = PipelinePlan(routes: [.anywhere, .anywhere]).groups(try map(), anywhere: right)
        #expect(groups == [.init(endpoint: right, asking: false, commands: [0, 1])])
    }

    @Test func `without an owner nothing is sent`() throws {
        #expect(PipelinePlan(routes: [try route(1), try route(9)]).groups(try map(), anywhere: left) == nil)
    }

    @Test func `a moved command is open again and teaches where the slot is`() throws {
        var plan = PipelinePlan(routes: [try route(1), try route(1)])
        let groups = try #require(plan.groups(try map(), anywhere: left))
        let lessons = plan.take([error("MOVED 1 t:1"), .integer(7)], of: groups[0])
        #expect(lessons == .init(moves: [.init(slot: try #require(HashSlot(1)), endpoint: third)]))
        #expect(plan.open == [0])
        var corrected = try map()
        corrected.move(try #require(HashSlot(1)), to: third)
        let second = try #require(plan.groups(corrected, anywhere: left))
        #expect(second == [.init(endpoint: third, asking: false, commands: [0])])
        _ = plan.take([.integer(6)], of: second[0])
        #expect(plan.result == [.integer(6), .integer(7)])
    }

    @Test func `a command that is asked for elsewhere goes there once, and then where its slot is`() throws {
        var plan = PipelinePlan(routes: [try route(1)])
        let first = try #require(plan.groups(try map(), anywhere: left))
        #expect(plan.take([error("ASK 1 t:1")], of: first[0]) == .init())
        let asking = try #require(plan.groups(try map(), anywhere: left))
        #expect(asking == [.init(endpoint: third, asking: true, commands: [0])])
        #expect(plan.take([error("TRYAGAIN later")], of: asking[0]) == .init(mustWait: true))
        #expect(plan.groups(try map(), anywhere: left) == first)
    }

    @Test func `a put-off command keeps its reply in case it is the last`() throws {
        var plan = PipelinePlan(routes: [try route(1), try route(2)])
        let groups = try #require(plan.groups(try map(), anywhere: left))
        #expect(plan.take([error("CLUSTERDOWN x")], of: groups[0]).mustWait)
        #expect(!plan.isBegun)
        _ = plan.take([error("ERR final")], of: groups[1])
        #expect(plan.open == [0] && plan.isBegun)
        #expect(plan.result == [error("CLUSTERDOWN x"), error("ERR final")])
    }

    @Test func `redirections are followed at once, then with pauses, until the time is over`() {
        let start = ContinuousClock.now
        var repetition = Repetition(timeout: .seconds(1), now: start)
        for _ in 0..<4 { #expect(repetition.next(wait: false, now: start) == .zero) }
        #expect(repetition.next(wait: false, now: start) != nil)
        #expect(repetition.next(wait: true, now: start + .seconds(1)) == nil)
    }

    @Test func `the majority of all sentinels decides, not of those that answer`() {
        #expect(SentinelReplies.majority([left, right, left], of: 3) == left)
        #expect(SentinelReplies.majority([left], of: 1) == left)
        #expect(SentinelReplies.majority([left], of: 2) == nil)
        #expect(SentinelReplies.majority([left, right], of: 3) == nil)
        #expect(SentinelReplies.majority([], of: 3) == nil)
    }

    @Test func `a sentinel's answer is an address`() throws {
        func bulk(_ text: String) -> RedisValue { .bulk(Array(text.utf8)) }
        #expect(try SentinelReplies.master(.array([bulk("10.0.0.1"), bulk("6380")])) == .tcp(host: "10.0.0.1", port: 6380))
        let bad: [RedisValue] = [
            .null, error("ERR no"), .array([bulk("h")]), .array([bulk("h"), bulk("x")]), .array([bulk(""), bulk("1")]),
            .array([bulk("h"), bulk("0")]),
        ]
        for reply in bad {
            #expect { try SentinelReplies.master(reply) } throws: { ($0 as? RedisError)?.code == .connectionFailed }
        }
    }
}
