import Testing

@testable import Redis

@Suite struct ClusterPollTests {
    private let node = RedisEndpoint.tcp(host: "n", port: 1)

    private func answer(_ host: String, isHealthy: Bool) -> ClusterPoll.Answer {
        let slots = RedisValue.array([.array([.integer(0), .integer(16_383), .array([.bulk(Array(host.utf8)), .integer(7)])])])
        return ClusterPoll.Answer([slots, .bulk(Array("cluster_state:\(isHealthy ? "ok" : "fail")\r\n".utf8))], of: node)
    }

    private func master(_ poll: ClusterPoll) -> RedisEndpoint? { poll.map?.masters.first }

    @Test func `the first node that sees a working cluster decides`() {
        var poll = ClusterPoll(nodes: 4)
        poll.take(answer("old", isHealthy: false))
        #expect(!poll.isDecided && master(poll) == .tcp(host: "old", port: 7))
        poll.take(answer("new", isHealthy: true))
        #expect(poll.isDecided && master(poll) == .tcp(host: "new", port: 7))
    }

    @Test func `when most see a broken cluster their map has to do`() {
        var poll = ClusterPoll(nodes: 3)
        poll.take(answer("a", isHealthy: false))
        #expect(!poll.isDecided)
        poll.take(answer("a", isHealthy: false))
        #expect(poll.isDecided && master(poll) == .tcp(host: "a", port: 7))
    }

    @Test func `nodes that do not answer, refuse or know nothing give no map but a reason`() {
        var poll = ClusterPoll(nodes: 3)
        let state = RedisValue.bulk(Array("cluster_state:ok\r\n".utf8))
        for answer in [
            ClusterPoll.Answer.none(RedisError(.connectionFailed, "refused")), .init([.array([]), state], of: node),
            .init([.error(RedisServerError(reply: "ERR This instance has cluster support disabled")), state], of: node),
        ] {
            poll.take(answer)
        }
        #expect(!poll.isDecided && poll.map == nil)
        #expect(poll.failure.message.contains("cluster support disabled") && poll.failure.message.contains("n:1"))
    }
}
