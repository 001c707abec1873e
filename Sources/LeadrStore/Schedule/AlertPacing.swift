import LeadrDomain

/// Decides whether a failure is told of, so that a task that fails for days sends one mail an hour and not one per slot.
struct AlertPacing: Sendable, Equatable {
    /// What was told last.
    struct Memory: Equatable {
        var alertedAt: Timestamp
        var leftOut: Int64
    }

    /// What is to be done about a failure.
    struct Decision: Equatable {
        /// How many were left out since the last alert; nil = this one is left out as well.
        var leftOut: Int64?
        var memory: Memory
    }

    /// Time between two alerts of one task.
    let interval: Duration

    /// Decides on a failure at `now`. A memory of the future, left by a clock that was put back since, holds nothing back.
    func decide(_ memory: Memory?, at now: Timestamp) -> Decision {
        guard let memory, memory.alertedAt <= now, now < memory.alertedAt + interval else {
            return Decision(leftOut: memory?.leftOut ?? 0, memory: Memory(alertedAt: now, leftOut: 0))
        }
        return Decision(leftOut: nil, memory: Memory(alertedAt: memory.alertedAt, leftOut: memory.leftOut + 1))
    }
}
