@testable import Postgres

/// A shell without effects that feeds random events to the machine and checks what must always hold.
struct PoolModel {
    var driver = PoolDriver {
        $0.size = 3
        $0.maxOverflow = 2
        $0.recycleAfter = .seconds(50)
    }
    private(set) var unanswered: Set<Int> = []
    private(set) var problems: [String] = []
    private var opening: Set<Int> = []
    private var leased: Set<Int> = []
    private var closing: Set<Int> = []

    /// One random event.
    mutating func step(_ random: inout some RandomNumberGenerator) {
        driver.advance(.seconds(Int.random(in: 0...3, using: &random)))
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: arrive()
        case 2: take(&opening, &random).map { apply(driver.opened($0)) }
        case 3: take(&opening, &random).map { apply(driver.openFailed($0)) }
        case 4: take(&leased, &random).map { apply(driver.release($0)) }
        case 5: take(&leased, &random).map { apply(driver.release($0, isUsable: false)) }
        case 6: take(&closing, &random).map { apply(driver.machine.closed($0)) }
        default: apply(driver.machine.expireWaiters(now: driver.now) + driver.machine.housekeep(now: driver.now))
        }
        check()
    }

    /// Lets everything that is under way end, without new arrivals.
    mutating func settle() {
        while !opening.isEmpty || !leased.isEmpty || !closing.isEmpty {
            if let connection = opening.popFirst() { apply(driver.opened(connection)) }
            if let connection = leased.popFirst() { apply(driver.release(connection)) }
            if let connection = closing.popFirst() { apply(driver.machine.closed(connection)) }
        }
        check()
    }

    private mutating func arrive() {
        let (grant, actions) = driver.machine.acquireIdle(now: driver.now)
        apply(actions)
        if let grant {
            lease(grant.connection)
        } else {
            unanswered.insert(driver.waiterCount + 1)
            apply(driver.wait())
        }
    }

    private mutating func apply(_ actions: [PoolStateMachine.Action]) {
        for action in actions {
            switch action {
            case .open(let connection): opening.insert(connection)
            case .close(let connection): closing.insert(connection)
            case .lease(let connection, let waiter):
                answer(waiter)
                lease(connection)
            case .fail(let waiter, _): answer(waiter)
            case .expireWaiters, .drained: break
            }
        }
    }

    private mutating func lease(_ connection: Int) {
        if !leased.insert(connection).inserted { problems.append("connection \(connection) was lent twice") }
    }

    private mutating func answer(_ waiter: Int) {
        if unanswered.remove(waiter) == nil { problems.append("waiter \(waiter) was answered twice") }
    }

    private mutating func check() {
        let statistics = driver.machine.statistics
        if driver.machine.occupied > 5 { problems.append("the limit is exceeded") }
        if statistics.inUse != leased.count { problems.append("\(statistics.inUse) in use, \(leased.count) lent") }
        if statistics.waiting != unanswered.count { problems.append("\(statistics.waiting) waiting, \(unanswered.count) unanswered") }
        if statistics.idle > 0, statistics.waiting > 0 { problems.append("somebody waits while a connection is idle") }
    }

    private func take(_ set: inout Set<Int>, _ random: inout some RandomNumberGenerator) -> Int? {
        guard let element = set.sorted().randomElement(using: &random) else { return nil }
        set.remove(element)
        return element
    }
}
