import Synchronization

/// A message that a ``FaultProxy`` waits for.
public final class Trap: Sendable {
    let pattern: [UInt8]
    let side: ProxySide
    let reaction: FaultProxy.Reaction
    private let left: Atomic<Int>
    private let caught = Atomic(0)

    init(pattern: [UInt8], side: ProxySide, times: Int, reaction: FaultProxy.Reaction) {
        self.pattern = pattern
        self.side = side
        self.reaction = reaction
        left = Atomic(times)
    }

    /// How many messages it has caught.
    public var hits: Int { caught.load(ordering: .acquiring) }

    /// Whether it closes on these bytes.
    func closes(on bytes: [UInt8]) -> Bool {
        guard left.load(ordering: .acquiring) > 0, bytes.contains(pattern) else { return false }
        left.subtract(1, ordering: .acquiringAndReleasing)
        caught.add(1, ordering: .acquiringAndReleasing)
        return true
    }
}
