import Testing

@testable import LeadrServices

@Suite struct CommitQueueTests {
    private let now = ContinuousClock.now

    @Test func `what gathers is given out together, in order, up to the limit`() {
        var queue = CommitQueue<Int>(capacity: 10, batchLimit: 3)
        #expect(queue.take().isEmpty)
        for item in 1...5 { #expect(queue.add(item, deadline: now + .seconds(1)) != nil) }
        #expect(queue.take().map(\.item) == [1, 2, 3])
        #expect(queue.take().map(\.item) == [4, 5])
        #expect(queue.isEmpty && queue.take().isEmpty)
    }

    @Test func `what is being committed counts towards the capacity`() {
        var queue = CommitQueue<Int>(capacity: 2, batchLimit: 10)
        _ = queue.add(1, deadline: now)
        _ = queue.add(2, deadline: now)
        let batch = queue.take()
        #expect(queue.add(3, deadline: now) == nil)
        #expect(queue.finish(batch).count == 2)
        #expect(queue.add(3, deadline: now) != nil)
    }

    @Test func `an item that waits past its deadline is never given out`() {
        var queue = CommitQueue<Int>(capacity: 10, batchLimit: 10)
        let late = queue.add(1, deadline: now)
        _ = queue.add(2, deadline: now + .seconds(1))
        let expired = queue.expire(at: now)
        #expect(expired.unwritten == [late].compactMap { $0 } && expired.unknown.isEmpty)
        #expect(queue.take().map(\.item) == [2])
    }

    @Test func `an item whose commit goes on past its deadline is unknown, and answered once`() {
        var queue = CommitQueue<Int>(capacity: 10, batchLimit: 10)
        let slow = queue.add(1, deadline: now)
        let other = queue.add(2, deadline: now + .seconds(1))
        let batch = queue.take()
        let expired = queue.expire(at: now)
        #expect(expired.unwritten.isEmpty && expired.unknown == [slow].compactMap { $0 })
        #expect(queue.expire(at: now).unknown.isEmpty)
        #expect(queue.finish(batch) == [other].compactMap { $0 })
    }

    @Test func `a closed queue takes nothing and gives out what it has`() {
        var queue = CommitQueue<Int>(capacity: 10, batchLimit: 10)
        _ = queue.add(1, deadline: now)
        queue.close()
        #expect(queue.add(2, deadline: now) == nil)
        #expect(queue.take().map(\.item) == [1])
    }
}
