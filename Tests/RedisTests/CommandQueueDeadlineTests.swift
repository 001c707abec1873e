import NIOCore
import Testing

@testable import Redis

@Suite struct CommandQueueDeadlineTests {
    typealias Queue = CommandQueue<Int>

    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private var queue = Queue(limits: .init(timeout: .seconds(2), commands: 1_000_000, bytes: 1 << 20))
    private var spare = ByteBuffer()

    private mutating func enqueue(_ waiter: Int, at offset: TimeAmount) {
        _ = queue.enqueue(Array("\(waiter)".utf8), waiter: waiter, now: start + offset)
    }

    private func codes(_ expiry: Queue.Expiry) -> [RedisError.Code?] {
        expiry.completions.map { if case .failure(let error) = $0.result { error.code } else { nil } }
    }

    @Test mutating func `the next deadline is that of the first waiter`() {
        #expect(queue.nextDeadline == nil)
        enqueue(1, at: .zero)
        enqueue(2, at: .seconds(1))
        #expect(queue.nextDeadline == start + .seconds(2))
    }

    @Test mutating func `before the deadline nothing happens`() {
        enqueue(1, at: .zero)
        let expiry = queue.expire(now: start + .milliseconds(1999))
        #expect(expiry.completions.isEmpty && !expiry.mustClose)
    }

    @Test mutating func `without a connection a command fails as not sent, with the reason`() throws {
        queue.connectFailed(RedisError(.connectionFailed, "connection refused"))
        enqueue(1, at: .zero)
        enqueue(2, at: .seconds(1))
        let expiry = queue.expire(now: start + .seconds(2))
        #expect(codes(expiry) == [.notConnected])
        #expect(!expiry.mustClose)
        let error = #expect(throws: RedisError.self) { try expiry.completions[0].result.get() }
        #expect(error?.message == "connection refused")
        queue.linkUp(now: start)
        // The bytes of the dropped command are gone, those of the other are not.
        #expect(queue.takeBatch(isWritable: true, spare: &spare).map { String(buffer: $0) } == "2")
    }

    @Test mutating func `a reply that does not come closes the connection and fails all in flight`() {
        queue.linkUp(now: start)
        enqueue(1, at: .zero)
        enqueue(2, at: .seconds(1))
        _ = queue.takeBatch(isWritable: true, spare: &spare)
        enqueue(3, at: .seconds(1))
        let expiry = queue.expire(now: start + .seconds(2))
        #expect(expiry.mustClose)
        #expect(expiry.completions.map(\.waiter) == [1, 2])
        #expect(codes(expiry) == [.timeout, .connectionLost])
        #expect(queue.nextDeadline == start + .seconds(3))
    }

    @Test mutating func `replies that come after the deadline are not given to others`() {
        queue.linkUp(now: start)
        enqueue(1, at: .zero)
        _ = queue.takeBatch(isWritable: true, spare: &spare)
        _ = queue.expire(now: start + .seconds(2))
        enqueue(2, at: .seconds(2))
        var completions: [Queue.Completion] = []
        #expect(queue.receive([.integer(1)], now: start, into: &completions) == .none)
        #expect(completions.isEmpty)
        #expect(queue.linkDown(cause: RedisError(.connectionLost, "closed")).isEmpty)
    }

    @Test mutating func `unsent commands that expire together with those in flight fail as not sent`() {
        queue.linkUp(now: start)
        enqueue(1, at: .zero)
        _ = queue.takeBatch(isWritable: true, spare: &spare)
        enqueue(2, at: .zero)
        #expect(codes(queue.expire(now: start + .seconds(5))) == [.timeout, .notConnected])
        #expect(queue.isIdle && queue.outstanding == 0)
    }

    @Test mutating func `memory stays bounded while the server is away`() {
        for second in 0..<20_000 {
            _ = queue.enqueue([UInt8](repeating: 120, count: 500), waiter: second, now: start + .seconds(Int64(second)))
            _ = queue.expire(now: start + .seconds(Int64(second)))
        }
        #expect(queue.unsentBytes.capacity < 1 << 20)
        #expect(queue.outstanding <= 3)
    }
}
