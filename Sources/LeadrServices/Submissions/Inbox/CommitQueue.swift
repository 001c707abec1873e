/// What waits for a commit and what is being committed: the bookkeeping of a group commit. Does no I/O.
///
/// Items gather while commits are under way; whoever commits takes all that gathered, up to a limit. Each item has a deadline. One that waits past it is
/// refused and never written; one whose commit goes on past it has an unknown outcome.
struct CommitQueue<Item> {
    /// Names an item from ``add(_:deadline:)`` on.
    typealias Ticket = Int

    struct Entry {
        let ticket: Ticket
        let item: Item
        let deadline: ContinuousClock.Instant
    }

    private let capacity: Int
    private let batchLimit: Int
    private var waiting: [Entry] = []
    private var committing: [Ticket: ContinuousClock.Instant] = [:]
    private var nextTicket: Ticket = 0
    /// Whether new items are refused. What waits is still committed.
    private(set) var isClosed = false

    /// A queue that holds up to `capacity` items, waiting and being committed, and gives them out `batchLimit` at a time.
    init(capacity: Int, batchLimit: Int) {
        self.capacity = max(1, capacity)
        self.batchLimit = max(1, batchLimit)
    }

    /// Whether there is nothing to commit.
    var isEmpty: Bool { waiting.isEmpty }

    /// Takes an item in; nil when the queue is full or closed.
    mutating func add(_ item: Item, deadline: ContinuousClock.Instant) -> Ticket? {
        guard !isClosed, waiting.count + committing.count < capacity else { return nil }
        nextTicket += 1
        waiting.append(Entry(ticket: nextTicket, item: item, deadline: deadline))
        return nextTicket
    }

    /// Gives out the items that waited longest, to be committed together; empty when nothing waits.
    mutating func take() -> [Entry] {
        let batch = Array(waiting.prefix(batchLimit))
        waiting.removeFirst(batch.count)
        for entry in batch { committing[entry.ticket] = entry.deadline }
        return batch
    }

    /// Ends a commit; returns the items of it whose callers still wait.
    mutating func finish(_ batch: [Entry]) -> [Ticket] {
        batch.map(\.ticket).filter { committing.removeValue(forKey: $0) != nil }
    }

    /// Gives up items whose deadline has passed.
    mutating func expire(at now: ContinuousClock.Instant) -> (unwritten: [Ticket], unknown: [Ticket]) {
        let unwritten = waiting.filter { $0.deadline <= now }.map(\.ticket)
        if !unwritten.isEmpty { waiting.removeAll { $0.deadline <= now } }
        let unknown = committing.filter { $0.value <= now }.map(\.key)
        for ticket in unknown { committing[ticket] = nil }
        return (unwritten, unknown)
    }

    /// Refuses new items from now on.
    mutating func close() {
        isClosed = true
    }
}

extension CommitQueue: Sendable where Item: Sendable {}
extension CommitQueue.Entry: Sendable where Item: Sendable {}
