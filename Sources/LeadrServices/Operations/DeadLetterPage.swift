/// One page of dead letters.
public struct DeadLetterPage: Sendable {
    /// Letters, oldest first.
    public let letters: [DeadLetterRecord]
    /// Where the next page starts; nil after the last one.
    public let next: DeadLetterPosition?
}
