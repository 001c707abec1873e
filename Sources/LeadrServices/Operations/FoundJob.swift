import ByteJSON

/// A job that was looked for by its id.
public enum FoundJob: Sendable, Equatable {
    /// It is in a queue.
    case live(JobPicture)
    /// It ended among the dead letters.
    case dead(DeadLetterRecord)

    /// The job for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        switch self {
        case .live(let job): job.jsonDescription()
        case .dead(let letter): letter.jsonDescription()
        }
    }
}
