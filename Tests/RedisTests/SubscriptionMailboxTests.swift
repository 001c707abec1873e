import Testing

@testable import Redis

@Suite struct SubscriptionMailboxTests {
    private var mailbox = SubscriptionMailbox<Int>(capacity: 3)

    private func message(_ number: UInt8) -> RedisSubscriptionEvent {
        .message(channel: "c", payload: [number])
    }

    private mutating func delivered() -> RedisSubscriptionEvent? {
        if case .deliver(let event) = mailbox.next() { event } else { nil }
    }

    @Test mutating func `a reader connects first, then waits, then reads in order`() {
        guard case .connect = mailbox.next() else {
            Issue.record("must connect")
            return
        }
        let generation = mailbox.connected() ?? 0
        guard case .wait = mailbox.next() else {
            Issue.record("must wait")
            return
        }
        #expect(mailbox.push(message(1), generation: generation) == true)
        #expect(mailbox.push(message(2), generation: generation) == true)
        #expect(delivered() == message(1))
        #expect(delivered() == message(2))
        #expect(delivered() == nil)
    }

    @Test mutating func `a parked reader is woken once, by an event or the end`() {
        let generation = mailbox.connected() ?? 0
        #expect(mailbox.park(7) == true)
        #expect(mailbox.takeWaiter() == nil)
        #expect(mailbox.push(message(1), generation: generation) == true)
        #expect(mailbox.takeWaiter() == 7)
        #expect(mailbox.takeWaiter() == nil)
        #expect(mailbox.park(8) == false)
        mailbox.finish()
        #expect(mailbox.park(9) == false)
        guard case .finish = mailbox.next() else {
            Issue.record("must finish")
            return
        }
    }

    @Test mutating func `a full mailbox refuses, and the disconnection still gets through`() {
        let generation = mailbox.connected() ?? 0
        for number in 1...3 { #expect(mailbox.push(message(UInt8(number)), generation: generation) == true) }
        #expect(mailbox.push(message(4), generation: generation) == false)
        mailbox.disconnected(generation: generation)
        #expect((0..<4).map { _ in delivered() } == [message(1), message(2), message(3), .disconnected])
        guard case .connect = mailbox.next() else {
            Issue.record("must connect again")
            return
        }
    }

    @Test mutating func `the last words of an old connection do not count`() {
        let old = mailbox.connected() ?? 0
        mailbox.disconnected(generation: old)
        let new = mailbox.connected() ?? 0
        #expect(mailbox.push(message(1), generation: old) == true)
        mailbox.disconnected(generation: old)
        #expect(mailbox.phase == .connected(generation: new))
        #expect(delivered() == .disconnected)
        #expect(delivered() == nil)
    }

    @Test mutating func `a finished mailbox takes no connection`() {
        mailbox.finish()
        #expect(mailbox.connected() == nil)
    }

    @Test func `replies of a subscribed connection`() {
        func bulk(_ text: String) -> RedisValue { .bulk(Array(text.utf8)) }
        #expect(SubscriptionReply(.array([bulk("subscribe"), bulk("c"), .integer(1)])) == .event(.subscribed(channel: "c")))
        #expect(
            SubscriptionReply(.array([bulk("message"), bulk("c"), .bulk([0, 1])])) == .event(.message(channel: "c", payload: [0, 1]))
        )
        #expect(SubscriptionReply(.array([bulk("pong"), bulk("")])) == .pong)
        #expect(SubscriptionReply(.error(RedisServerError(reply: "NOPERM no"))) == .unexpected)
        #expect(SubscriptionReply(.array([bulk("message"), bulk("c")])) == .unexpected)
    }
}
