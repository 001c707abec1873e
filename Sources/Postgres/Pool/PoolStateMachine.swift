/// The logic of the pool, without threads, sockets or clocks: events come in with the present time, actions come out.
///
/// ```
///              open            opened           lease
///   (nothing) ──────▶ opening ────────▶ idle ◀───────▶ leased
///                        │               │   release      │
///                        │ failed        │ too old,       │ broken, too old, overflow, shutdown
///                        ▼               ▼ shutdown       ▼
///                     (gone)          closing ◀───────────┘
///                                        │ closed
///                                        ▼
///                                     (gone)
/// ```
/// Waiters are served in the order they came. A connection that comes back while somebody waits goes to that waiter directly.
struct PoolStateMachine {
    typealias Instant = ContinuousClock.Instant

    /// What the shell has to do.
    enum Action: Equatable {
        case open(connection: Int)
        case close(connection: Int)
        case lease(connection: Int, waiter: Int)
        case fail(waiter: Int, Refusal)
        /// Call ``PoolStateMachine/expireWaiters(now:)`` at this time.
        case expireWaiters(at: Instant)
        /// Everything is closed.
        case drained
    }

    /// Why a waiter gets nothing.
    enum Refusal: Equatable {
        case timeout
        case closed
        /// The connection opened on its behalf could not be opened.
        case openFailed
    }

    /// A connection taken from the idle ones.
    struct Grant: Equatable {
        var connection: Int
        /// Whether it was unused for so long that it has to prove itself first.
        var needsHealthCheck: Bool
    }

    enum State: Equatable {
        case opening
        case idle(since: Instant)
        case leased
        case closing
    }

    struct Connection {
        var state: State
        var openedAt: Instant
    }

    let options: PostgresPoolOptions
    var connections: [Int: Connection] = [:]
    /// Idle connections, the most recently used last: it is the one taken next, so that the others may grow old and few are busy at low load.
    var idle: [Int] = []
    var waiters = WaiterQueue()
    var isShutDown = false
    var isExpiryScheduled = false
    var openingCount = 0
    var closingCount = 0
    private var lastConnection = 0

    init(options: PostgresPoolOptions) {
        self.options = options
    }

    /// Connections that count against the limit.
    var occupied: Int { connections.count - closingCount }

    /// What the connections are doing.
    var statistics: PostgresPoolStatistics {
        PostgresPoolStatistics(
            idle: idle.count,
            inUse: occupied - openingCount - idle.count,
            overflow: max(0, occupied - options.size),
            waiting: waiters.count
        )
    }

    /// Opens as many connections as there are waiters without one on the way, within the limit.
    mutating func openForWaiters(now: Instant, _ actions: inout [Action]) {
        while openingCount < waiters.count, occupied < options.limit {
            lastConnection += 1
            openingCount += 1
            connections[lastConnection] = Connection(state: .opening, openedAt: now)
            actions.append(.open(connection: lastConnection))
        }
    }

    /// Starts closing a connection that is not in ``idle``.
    mutating func close(_ connection: Int, _ actions: inout [Action]) {
        connections[connection]?.state = .closing
        closingCount += 1
        actions.append(.close(connection: connection))
    }

    /// Whether a connection opened then has reached the age at which it is replaced.
    func isTooOld(_ connection: Connection, now: Instant) -> Bool {
        now - connection.openedAt >= options.recycleAfter
    }
}
