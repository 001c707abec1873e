import NIOCore
import Testing

@testable import Redis

@Suite struct CommandQueueTests {
    typealias Queue = CommandQueue<Int>

    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private var queue = Queue(limits: .init(timeout: .seconds(2), commands: 5, bytes: 100))
    private var spare = ByteBuffer()

    private mutating func enqueue(_ waiter: Int, _ text: String = "x", at offset: TimeAmount = .zero) -> Queue.Admission {
        queue.enqueue(Array(text.utf8), waiter: waiter, now: start + offset)
    }

    private mutating func enqueue(_ waiters: ClosedRange<Int>) {
        for waiter in waiters { _ = enqueue(waiter, "\(waiter)") }
    }

    private mutating func batch() -> String? {
        queue.takeBatch(isWritable: true, spare: &spare).map { String(buffer: $0) }
    }

    private mutating func receive(_ replies: [RedisValue]) -> ([Queue.Completion], Queue.Reaction) {
        var completions: [Queue.Completion] = []
        let reaction = queue.receive(replies, now: start, into: &completions)
        return (completions, reaction)
    }

    private func code(_ completion: Queue.Completion) -> RedisError.Code? {
        if case .failure(let error) = completion.result { error.code } else { nil }
    }

    // MARK: - Sending

    @Test mutating func `the first of many asks for the write, the others go along`() throws {
        queue.linkUp(now: start)
        guard case .scheduleDrain = enqueue(1, "a"), case .queued = enqueue(2, "b") else {
            Issue.record("wrong admission")
            return
        }
        #expect(batch() == "ab")
        #expect(batch() == nil)
        guard case .scheduleDrain = enqueue(3, "c") else {
            Issue.record("a new write must be asked for")
            return
        }
        #expect(batch() == "c")
    }

    @Test mutating func `nothing is handed over without a link or while the socket is full`() {
        enqueue(1...2)
        #expect(batch() == nil)
        queue.linkUp(now: start)
        #expect(queue.takeBatch(isWritable: false, spare: &spare) == nil)
        #expect(batch() == "12")
    }

    @Test mutating func `a write that could not happen is asked for again by the next command`() {
        enqueue(1...1)
        #expect(batch() == nil)
        guard case .scheduleDrain = enqueue(2) else {
            Issue.record("not asked for")
            return
        }
    }

    @Test mutating func `too many commands are refused, until replies make room`() {
        queue.linkUp(now: start)
        enqueue(1...5)
        guard case .refused(let error) = enqueue(6) else {
            Issue.record("taken")
            return
        }
        #expect(error.code == .overloaded)
        _ = batch()
        guard case .refused = enqueue(7) else {
            Issue.record("commands in flight count too")
            return
        }
        _ = receive([.integer(1)])
        guard case .scheduleDrain = enqueue(8) else {
            Issue.record("refused")
            return
        }
    }

    @Test mutating func `too many bytes are refused, until they are sent`() {
        queue.linkUp(now: start)
        _ = enqueue(1, String(repeating: "x", count: 60))
        guard case .refused = enqueue(2, String(repeating: "x", count: 41)) else {
            Issue.record("taken")
            return
        }
        _ = batch()
        guard case .scheduleDrain = enqueue(3, String(repeating: "x", count: 41)) else {
            Issue.record("refused")
            return
        }
    }

    @Test mutating func `a pipeline counts all its commands`() {
        let commands = Array(repeating: RedisCommand("A"), count: 6)
        guard case .refused = queue.enqueue(commands, waiter: 1, now: start) else {
            Issue.record("taken")
            return
        }
        #expect(queue.isIdle)
    }

    // MARK: - Receiving

    @Test mutating func `replies go to the waiters in order`() throws {
        queue.linkUp(now: start)
        enqueue(1...3)
        _ = batch()
        let (first, reaction) = receive([.integer(10), .integer(20)])
        #expect(first.map(\.waiter) == [1, 2])
        #expect(try first[1].result.get() == .one(.integer(20)))
        #expect(reaction == .none)
        #expect(receive([.integer(30)]).0.map(\.waiter) == [3])
        #expect(queue.isIdle)
    }

    @Test mutating func `a pipeline is answered once, with all replies, across reads`() throws {
        queue.linkUp(now: start)
        _ = queue.enqueue([RedisCommand("A"), RedisCommand("B"), RedisCommand("C")], waiter: 1, now: start)
        _ = enqueue(2)
        _ = batch()
        #expect(receive([.integer(1), .integer(2)]).0.isEmpty)
        let (completions, _) = receive([.integer(3), .integer(4)])
        #expect(completions.map(\.waiter) == [1, 2])
        #expect(try completions[0].result.get() == .many([.integer(1), .integer(2), .integer(3)]))
        #expect(try completions[1].result.get() == .one(.integer(4)))
        #expect(queue.outstanding == 0)
    }

    @Test mutating func `a reply nobody waits for is a violation`() {
        queue.linkUp(now: start)
        #expect(receive([.integer(1)]).1 == .violation)
        enqueue(1...1)
        // Queued, but not sent yet: this cannot be its reply.
        #expect(receive([.integer(1)]).1 == .violation)
    }

    @Test(arguments: ["READONLY You can't write", "LOADING Redis is loading", "MASTERDOWN Link"])
    mutating func `a server that cannot work is left after what is in flight`(reply: String) {
        queue.linkUp(now: start)
        enqueue(1...2)
        _ = batch()
        let (completions, reaction) = receive([.error(RedisServerError(reply: reply))])
        #expect(completions.map(\.waiter) == [1])
        #expect(reaction == .none)
        _ = enqueue(3, "3")
        #expect(batch() == nil)
        #expect(receive([.integer(2)]).1 == .close)
        #expect(queue.linkDown(cause: RedisError(.connectionLost, "closed")).isEmpty)
        queue.linkUp(now: start)
        #expect(batch() == "3")
    }

    @Test mutating func `other errors do not disturb the connection`() {
        queue.linkUp(now: start)
        enqueue(1...1)
        _ = batch()
        #expect(receive([.error(RedisServerError(reply: "WRONGTYPE x"))]).1 == .none)
        #expect(queue.link == .up)
    }

    // MARK: - Loss of the connection

    @Test mutating func `what is in flight fails, what was not sent goes over the next connection`() {
        queue.linkUp(now: start)
        enqueue(1...2)
        _ = batch()
        _ = enqueue(3, "3")
        let failed = queue.linkDown(cause: RedisError(.connectionLost, "reset"))
        #expect(failed.map(\.waiter) == [1, 2])
        #expect(failed.allSatisfy { code($0) == .connectionLost })
        #expect(queue.outstanding == 1)
        queue.linkUp(now: start)
        #expect(batch() == "3")
        #expect(receive([.integer(3)]).0.map(\.waiter) == [3])
    }

    @Test mutating func `half a pipeline does not leak into the next connection`() throws {
        queue.linkUp(now: start)
        let two = [RedisCommand("A"), RedisCommand("B")]
        _ = queue.enqueue(two, waiter: 1, now: start)
        _ = batch()
        _ = receive([.integer(1)])
        #expect(queue.linkDown(cause: RedisError(.connectionLost, "reset")).map(\.waiter) == [1])
        #expect(queue.outstanding == 0)
        _ = queue.enqueue(two, waiter: 2, now: start)
        queue.linkUp(now: start)
        _ = batch()
        #expect(try receive([.integer(7), .integer(8)]).0[0].result.get() == .many([.integer(7), .integer(8)]))
    }

    // MARK: - The end

    @Test mutating func `a drain refuses new commands and closes after the last reply`() {
        queue.linkUp(now: start)
        enqueue(1...1)
        _ = batch()
        #expect(queue.drain() == false)
        guard case .refused(let error) = enqueue(2) else {
            Issue.record("taken")
            return
        }
        #expect(error.code == .shutdown && !error.outcomeUnknown)
        #expect(receive([.integer(1)]).1 == .close)
    }

    @Test mutating func `closing fails everyone and tells what may have been executed`() throws {
        queue.linkUp(now: start)
        enqueue(1...1)
        _ = batch()
        _ = enqueue(2)
        let failed = queue.close()
        #expect(failed.map(\.waiter) == [1, 2])
        let unknown = failed.map { completion in if case .failure(let error) = completion.result { error.outcomeUnknown } else { false } }
        #expect(unknown == [true, false])
        #expect(failed.allSatisfy { code($0) == .shutdown })
        guard case .refused = enqueue(3) else {
            Issue.record("taken")
            return
        }
    }
}
