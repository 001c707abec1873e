/// How waiting for a submission ended.
public enum WaitOutcome<Outcome: Sendable>: Sendable {
    /// The pipeline decided in time.
    case decided(Outcome)
    /// It did not, or the process shuts down: answer with the receipt.
    case undecided
}

extension WaitOutcome: Equatable where Outcome: Equatable {}
