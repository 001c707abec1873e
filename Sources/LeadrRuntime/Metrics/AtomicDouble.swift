import Synchronization

/// A double that many threads change without a lock.
final class AtomicDouble: Sendable {
    private let bits = Atomic<UInt64>(0)

    /// The present value.
    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    /// Replaces the value.
    func set(_ value: Double) {
        bits.store(value.bitPattern, ordering: .relaxed)
    }

    /// Adds `amount`, which may be negative.
    func add(_ amount: Double) {
        var current = bits.load(ordering: .relaxed)
        while true {
            let (exchanged, original) = bits.weakCompareExchange(
                expected: current,
                desired: (Double(bitPattern: current) + amount).bitPattern,
                ordering: .relaxed
            )
            if exchanged { return }
            current = original
        }
    }
}

/// A counter that many threads raise without a lock.
final class AtomicCount: Sendable {
    private let count = Atomic<Int64>(0)

    /// The present value.
    var value: Int64 { count.load(ordering: .relaxed) }

    /// Adds `amount`; wraps at the end of the range instead of stopping the process.
    func add(_ amount: Int64) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    /// Starts again at zero.
    func reset() {
        count.store(0, ordering: .relaxed)
    }
}
