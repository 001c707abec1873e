import Foundation
import LeadrDomain

/// What a process has counted and not yet delivered; no I/O.
///
/// A delivery keeps its number and its contents until it is known to have arrived, so that repeating it counts nothing twice; what is counted meanwhile
/// waits for the next one.
struct UsageTally: Sendable {
    /// What is sent to Redis at once.
    struct Delivery: Equatable {
        var number: Int64
        var entries: [UsageEntry]
    }

    private struct Key: Hashable {
        var accountID: AccountID
        var metric: UsageMetric
    }

    private var counts: [Key: Int64] = [:]
    private var open: Delivery?
    private var lastNumber: Int64 = 0

    /// Adds to a counter.
    mutating func count(_ metric: UsageMetric, _ account: AccountID, _ amount: Int64) {
        counts[Key(accountID: account, metric: metric), default: 0] += amount
    }

    /// What is to be sent now: the delivery that is still open, else a new one; nil when nothing was counted.
    mutating func delivery(at now: Timestamp) -> Delivery? {
        if let open { return open }
        guard !counts.isEmpty else { return nil }
        lastNumber += 1
        let hour = UsageEntry.hour(of: now)
        let entries = counts.map { UsageEntry(accountID: $0.accountID, metric: $0.metric, hour: hour, amount: $1) }
        counts.removeAll(keepingCapacity: true)
        let delivery = Delivery(number: lastNumber, entries: entries)
        open = delivery
        return delivery
    }

    /// A delivery arrived.
    mutating func arrived(_ number: Int64) {
        if open?.number == number { open = nil }
    }
}
