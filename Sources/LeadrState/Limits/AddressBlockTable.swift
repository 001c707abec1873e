import LeadrDomain

/// The adaptive block as one process sees it: decides at once on what it saw itself, and takes over what others saw when Redis tells.
///
/// With one process this is exactly the contract's rule; with several, a counter may lag by one exchange (a fraction of a second). Every request waits
/// for the table, so nothing here goes through all of it: each call costs the same in a flood of addresses.
struct AddressBlockTable {
    private struct Entry {
        var count = 0
        var blockedUntil: Timestamp?
        var touchedAt: Timestamp
        /// Where its ring holds its address.
        var place = 0
    }

    let policy: AddressBlockPolicy
    private var entries: [ClientAddress: Entry] = [:]
    /// Those whose entries have no block: the first to go when room is needed.
    private var free = AddressRing()
    /// Those whose entries have one, perhaps ended.
    private var blocked = AddressRing()
    private var reports: [ClientAddress: AddressBlockReport] = [:]
    /// Entries looked at to make room or to forget, since the beginning: what upkeep has cost.
    private(set) var inspections = 0

    init(policy: AddressBlockPolicy) {
        self.policy = policy
    }

    /// Whether no address is counted or blocked, so that successes need no look at all.
    var isEmpty: Bool { entries.isEmpty }

    /// Addresses held.
    var count: Int { entries.count }

    /// Client errors in a row of an address.
    func failures(of address: ClientAddress) -> Int { entries[address]?.count ?? 0 }

    /// Step 1 of the rule: before the request.
    func isBlocked(_ address: ClientAddress, now: Timestamp) -> Bool {
        guard let until = entries[address]?.blockedUntil else { return false }
        return now < until
    }

    /// Step 2 of the rule: after the answer.
    mutating func record(_ address: ClientAddress, isClientError: Bool, now: Timestamp) {
        if isClientError {
            recordFailure(address, now: now)
        } else if entries[address] != nil {
            recordSuccess(address, now: now)
        }
    }

    /// Hands out what Redis does not know yet.
    mutating func takeReports() -> [ClientAddress: AddressBlockReport] {
        defer { reports = [:] }
        return reports
    }

    /// Puts reports back that Redis certainly does not know; what happened since comes after them.
    mutating func restore(_ unsent: some Sequence<(key: ClientAddress, value: AddressBlockReport)>) {
        for (address, old) in unsent {
            change(reportOf: address) { new in
                if !new.reset { new = AddressBlockReport(reset: old.reset, failures: old.failures + new.failures) }
            }
        }
    }

    /// Takes over what Redis knows of an address; what is not reported yet is added on top.
    mutating func merge(_ address: ClientAddress, count: Int, blockedFor remaining: Duration?, now: Timestamp) {
        let unreported = reports[address] ?? AddressBlockReport()
        let total = unreported.reset ? unreported.failures : count + unreported.failures
        let local = entries[address]?.blockedUntil
        let remote = remaining.map { now + $0 }
        let until = [local, remote].compactMap { $0 }.max()
        if let entry = remains(of: Entry(count: total, blockedUntil: until, touchedAt: now), at: now) {
            store(entry, for: address)
        } else {
            remove(address)
        }
    }

    /// Forgets addresses that neither are blocked nor failed lately, among the next `limit` blocked and the next `limit` others. Called again and
    /// again it comes round to all.
    mutating func sweep(now: Timestamp, limit: Int) {
        for _ in 0..<min(limit, blocked.count) { if let address = blocked.next() { tidy(address, now: now) } }
        for _ in 0..<min(limit, free.count) { if let address = free.next() { tidy(address, now: now) } }
    }
}

extension AddressBlockTable {
    private mutating func recordFailure(_ address: ClientAddress, now: Timestamp) {
        var entry = entries[address].flatMap { remains(of: $0, at: now) } ?? Entry(touchedAt: now)
        entry.count += 1
        entry.touchedAt = now
        if let block = policy.block(count: entry.count) { entry.blockedUntil = now + block }
        store(entry, for: address)
        change(reportOf: address) { $0.failures += 1 }
    }

    private mutating func recordSuccess(_ address: ClientAddress, now: Timestamp) {
        guard var entry = entries[address], entry.count > 0 else { return }
        change(reportOf: address) { $0 = AddressBlockReport(reset: true, failures: 0) }
        entry.count = 0
        // An existing block stays; it can only be seen by requests that started before it.
        if let blocked = remains(of: entry, at: now) { store(blocked, for: address) } else { remove(address) }
    }

    /// Changes what Redis is to be told of an address. While it is away no more are noted than are remembered; the rest stays untold.
    private mutating func change(reportOf address: ClientAddress, _ change: (inout AddressBlockReport) -> Void) {
        guard reports.count < policy.capacity || reports[address] != nil else { return }
        change(&reports[address, default: AddressBlockReport()])
    }

    // MARK: - Room

    /// What is left of an entry; nil once neither its block nor its memory lasts.
    private func remains(of entry: Entry, at now: Timestamp) -> Entry? {
        var entry = entry
        if let until = entry.blockedUntil, until <= now { entry.blockedUntil = nil }
        let isRemembered = entry.count > 0 && now - entry.touchedAt < policy.memory
        return entry.blockedUntil != nil || isRemembered ? entry : nil
    }

    private mutating func tidy(_ address: ClientAddress, now: Timestamp) {
        inspections += 1
        guard let entry = entries[address] else { return }
        if let rest = remains(of: entry, at: now) { store(rest, for: address) } else { remove(address) }
    }

    private mutating func store(_ entry: Entry, for address: ClientAddress) {
        var entry = entry
        if let old = entries[address], (old.blockedUntil == nil) == (entry.blockedUntil == nil) {
            entry.place = old.place
        } else {
            remove(address)
            if entries.count >= policy.capacity { evict() }
            entry.place = entry.blockedUntil == nil ? free.insert(address) : blocked.insert(address)
        }
        entries[address] = entry
    }

    /// Drops the oldest address, a blocked one only when there are no others.
    private mutating func evict() {
        inspections += 1
        if let victim = free.next() ?? blocked.next() { remove(victim) }
    }

    private mutating func remove(_ address: ClientAddress) {
        guard let entry = entries.removeValue(forKey: address) else { return }
        let moved = entry.blockedUntil == nil ? free.remove(at: entry.place) : blocked.remove(at: entry.place)
        if let moved { entries[moved]?.place = entry.place }
    }
}
