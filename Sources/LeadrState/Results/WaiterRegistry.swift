import LeadrDomain

/// Who waits for which submission, and who has to be told what when. Holds no continuation and does no I/O.
struct WaiterRegistry<Caller> {
    private struct Waiter {
        let caller: Caller
        let event: ScoreEventID
        var halfTime: ContinuousClock.Instant?
        let deadline: ContinuousClock.Instant
    }

    private let limit: Int
    private var waiters: [UInt64: Waiter] = [:]
    private var byEvent: [ScoreEventID: [UInt64]] = [:]
    private var lastID: UInt64 = 0
    private var isClosed = false

    /// A registry of at most `limit` waiters.
    init(limit: Int) {
        self.limit = limit
    }

    /// Present number of waiters.
    var count: Int { waiters.count }

    /// Adds a waiter, made with the id to remove it by; nil when there are too many or the process shuts down, and the answer is the receipt.
    mutating func add(event: ScoreEventID, now: ContinuousClock.Instant, wait: Duration, make: (UInt64) -> Caller) -> Caller? {
        guard !isClosed, waiters.count < limit else { return nil }
        lastID += 1
        let caller = make(lastID)
        waiters[lastID] = Waiter(caller: caller, event: event, halfTime: now + wait / 2, deadline: now + wait)
        byEvent[event, default: []].append(lastID)
        return caller
    }

    /// Removes a waiter that got its answer elsewhere. Unknown ids are ignored.
    mutating func remove(_ id: UInt64) {
        guard let waiter = waiters.removeValue(forKey: id) else { return }
        byEvent[waiter.event]?.removeAll { $0 == id }
        if byEvent[waiter.event]?.isEmpty == true { byEvent[waiter.event] = nil }
    }

    /// Removes and returns all who wait for a submission.
    mutating func deliver(_ event: ScoreEventID) -> [Caller] {
        (byEvent.removeValue(forKey: event) ?? []).compactMap { waiters.removeValue(forKey: $0)?.caller }
    }

    /// Whom to tell that half of their time, or all of it, has passed. The latter are removed.
    mutating func tick(_ now: ContinuousClock.Instant) -> [(caller: Caller, signal: WaitSignal)] {
        var signals: [(caller: Caller, signal: WaitSignal)] = []
        for (id, waiter) in waiters {
            if now >= waiter.deadline {
                signals.append((waiter.caller, .expired))
                remove(id)
            } else if let halfTime = waiter.halfTime, now >= halfTime {
                signals.append((waiter.caller, .check))
                waiters[id]?.halfTime = nil
            }
        }
        return signals
    }

    /// Everyone, after a re-subscription: messages may have been lost.
    func everyone() -> [Caller] {
        waiters.values.map(\.caller)
    }

    /// Removes and returns everyone; nobody is added any more.
    mutating func close() -> [Caller] {
        isClosed = true
        defer {
            waiters = [:]
            byEvent = [:]
        }
        return waiters.values.map(\.caller)
    }
}
