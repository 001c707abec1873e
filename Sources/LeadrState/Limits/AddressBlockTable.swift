import LeadrDomain

/// The adaptive block as one process sees it: decides at once on what it saw itself, and takes over what others saw when Redis tells.
///
/// With one process this is exactly the contract's rule; with several, a counter may lag by one exchange (a fraction of a second).
struct AddressBlockTable {
    private struct Entry {
        var count = 0
        var blockedUntil: Timestamp?
        var touchedAt: Timestamp
    }

    let policy: AddressBlockPolicy
    private var entries: [ClientAddress: Entry] = [:]
    private var reports: [ClientAddress: AddressBlockReport] = [:]

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

    /// Puts reports back that did not reach Redis; what happened since comes after them.
    mutating func restore(_ unsent: [ClientAddress: AddressBlockReport]) {
        for (address, old) in unsent {
            guard let new = reports[address] else {
                reports[address] = old
                continue
            }
            if !new.reset { reports[address] = AddressBlockReport(reset: old.reset, failures: old.failures + new.failures) }
        }
    }

    /// Takes over what Redis knows of an address; what is not reported yet is added on top.
    mutating func merge(_ address: ClientAddress, count: Int, blockedFor remaining: Duration?, now: Timestamp) {
        let unreported = reports[address] ?? AddressBlockReport()
        let total = unreported.reset ? unreported.failures : count + unreported.failures
        let local = entries[address]?.blockedUntil
        let remote = remaining.map { now + $0 }
        let until = [local, remote].compactMap { $0 }.max()
        if total == 0, until.map({ $0 <= now }) ?? true {
            entries[address] = nil
        } else {
            makeRoom(for: address, now: now)
            entries[address] = Entry(count: total, blockedUntil: until, touchedAt: now)
        }
    }

    /// Forgets addresses that neither are blocked nor failed lately.
    mutating func sweep(now: Timestamp) {
        entries = entries.filter { _, entry in
            if let until = entry.blockedUntil, now < until { return true }
            return entry.count > 0 && now - entry.touchedAt < policy.memory
        }
    }

    private mutating func recordFailure(_ address: ClientAddress, now: Timestamp) {
        makeRoom(for: address, now: now)
        var entry = entries[address] ?? Entry(touchedAt: now)
        entry.count += 1
        entry.touchedAt = now
        if let block = policy.block(count: entry.count) { entry.blockedUntil = now + block }
        entries[address] = entry
        reports[address, default: AddressBlockReport()].failures += 1
    }

    private mutating func recordSuccess(_ address: ClientAddress, now: Timestamp) {
        guard let entry = entries[address], entry.count > 0 else { return }
        reports[address] = AddressBlockReport(reset: true, failures: 0)
        // An existing block stays; it can only be seen by requests that started before it.
        let isBlocked = entry.blockedUntil.map { now < $0 } ?? false
        entries[address] = isBlocked ? Entry(count: 0, blockedUntil: entry.blockedUntil, touchedAt: now) : nil
    }

    private mutating func makeRoom(for address: ClientAddress, now: Timestamp) {
        guard entries.count >= policy.capacity, entries[address] == nil else { return }
        sweep(now: now)
        if entries.count >= policy.capacity, let victim = entries.first(where: { $0.value.blockedUntil == nil }) ?? entries.first {
            entries[victim.key] = nil
        }
    }
}
