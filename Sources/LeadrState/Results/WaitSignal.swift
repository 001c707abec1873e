/// What a caller that waits for a submission is told.
public enum WaitSignal: Sendable, Equatable {
    /// The pipeline decided; the payload is the encoded `SubmissionResult`. Nothing follows.
    case result([UInt8])
    /// A message may have been lost: read the outcome, and wait on if there is none.
    case check
    /// The time is over: read the outcome once more, else answer with the receipt. Nothing follows.
    case expired
    /// The process shuts down, or the caller was cancelled: answer with the receipt. Nothing follows.
    case closing

    /// Whether nothing follows.
    public var isLast: Bool { self != .check }
}
