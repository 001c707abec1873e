/// The events of a subscription between the event loop and the one task that reads them. A plain value; bounded.
struct SubscriptionMailbox<Waiter> {
    /// Whether events can come.
    enum Phase: Equatable {
        case disconnected
        /// The number tells a connection from its predecessor, whose last words must not count.
        case connected(generation: Int)
        case finished
    }

    /// What the reader does next.
    enum Step {
        case deliver(RedisSubscriptionEvent)
        case connect
        case wait
        case finish
    }

    let capacity: Int
    private(set) var phase = Phase.disconnected
    private(set) var generation = 0
    private var events: [RedisSubscriptionEvent] = []
    private var head = 0
    private var waiter: Waiter?

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The next event, or what to do to get one. Events that came before a disconnection are delivered before it.
    mutating func next() -> Step {
        if head < events.count {
            defer { dropFirst() }
            return .deliver(events[head])
        }
        switch phase {
        case .disconnected: return .connect
        case .connected: return .wait
        case .finished: return .finish
        }
    }

    /// Parks the reader, unless there is something to do by now.
    mutating func park(_ waiter: Waiter) -> Bool {
        guard head == events.count, case .connected = phase else { return false }
        self.waiter = waiter
        return true
    }

    /// A connection was opened; its events carry the returned generation.
    mutating func connected() -> Int? {
        guard phase == .disconnected else { return nil }
        generation += 1
        phase = .connected(generation: generation)
        return generation
    }

    /// Takes an event. Returns `false` if the reader is too slow: the connection must then be closed, because a message is lost.
    mutating func push(_ event: RedisSubscriptionEvent, generation: Int) -> Bool {
        guard phase == .connected(generation: generation) else { return true }
        guard events.count - head < capacity else { return false }
        events.append(event)
        return true
    }

    /// The connection is gone. This event always has room.
    mutating func disconnected(generation: Int) {
        guard phase == .connected(generation: generation) else { return }
        phase = .disconnected
        events.append(.disconnected)
    }

    /// Nothing more is read.
    mutating func finish() {
        phase = .finished
        events = []
        head = 0
    }

    /// The parked reader, to be resumed, if it has something to do.
    mutating func takeWaiter() -> Waiter? {
        if head == events.count, case .connected = phase { return nil }
        defer { waiter = nil }
        return waiter
    }

    private mutating func dropFirst() {
        head += 1
        if head == events.count {
            events.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 1024, head > events.count / 2 {
            events.removeFirst(head)
            head = 0
        }
    }
}
