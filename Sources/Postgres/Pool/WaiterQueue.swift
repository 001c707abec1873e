/// Callers waiting for a connection, first come first served. Leaving from the middle is cheap; the place is skipped later.
struct WaiterQueue {
    private var order: [(waiter: Int, deadline: ContinuousClock.Instant)] = []
    private var head = 0
    private var live: Set<Int> = []

    /// Number of waiters.
    var count: Int { live.count }
    /// Whether nobody waits.
    var isEmpty: Bool { live.isEmpty }

    /// Puts a waiter at the end.
    mutating func append(_ waiter: Int, deadline: ContinuousClock.Instant) {
        order.append((waiter, deadline))
        live.insert(waiter)
    }

    /// Takes the one who waited longest.
    mutating func popFirst() -> Int? {
        skipDeparted()
        guard head < order.count else { return nil }
        let waiter = order[head].waiter
        head += 1
        live.remove(waiter)
        return waiter
    }

    /// Takes the first waiter if its time is up.
    mutating func popExpired(at now: ContinuousClock.Instant) -> Int? {
        guard let deadline = nextDeadline, deadline <= now else { return nil }
        return popFirst()
    }

    /// Removes a waiter; `false` if it does not wait any more.
    mutating func remove(_ waiter: Int) -> Bool {
        live.remove(waiter) != nil
    }

    /// Deadline of the first waiter. All wait equally long, so it is the earliest.
    var nextDeadline: ContinuousClock.Instant? {
        mutating get {
            skipDeparted()
            return head < order.count ? order[head].deadline : nil
        }
    }

    private mutating func skipDeparted() {
        while head < order.count, !live.contains(order[head].waiter) {
            head += 1
        }
        // Taking from the front by an index is constant time; the consumed part is dropped once it is the larger one.
        if head > 32, head * 2 > order.count {
            order.removeFirst(head)
            head = 0
        }
    }
}
