import LeadrDomain

/// Pushes of the last moments, until they may be marked in the inbox. Does no I/O.
struct PushLedger {
    /// A push that is known to have worked.
    struct Push: Hashable {
        let event: ScoreEventID
        /// Epoch that was present before the push.
        let epoch: Int64
        /// Life of the server that took it.
        let life: String
        let pushedAt: ContinuousClock.Instant
    }

    private let capacity: Int
    private var pushes: [Push] = []

    /// A ledger of up to `capacity` pushes; older ones are forgotten, which costs a second push at most.
    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    var count: Int { pushes.count }

    /// Notes a push.
    mutating func note(_ push: Push) {
        // In one go now and then, since each removal moves the rest.
        if pushes.count >= capacity { pushes.removeFirst(max(1, capacity / 10)) }
        pushes.append(push)
    }

    /// Takes the pushes out that are at least `age` old.
    mutating func take(olderThan age: Duration, now: ContinuousClock.Instant) -> [Push] {
        let due = pushes.prefix { now - $0.pushedAt >= age }
        pushes.removeFirst(due.count)
        return Array(due)
    }

    /// Puts pushes back that could not be marked.
    mutating func putBack(_ taken: [Push]) {
        pushes.insert(contentsOf: taken.suffix(max(0, capacity - pushes.count)), at: 0)
    }
}
