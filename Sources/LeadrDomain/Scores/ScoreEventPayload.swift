/// What a submission said; stored as `event_payload` (`contract/scoring.md §4.1`).
public struct ScoreEventPayload: Hashable, Sendable {
    /// Whether ``value`` is an absolute score or something to add.
    public enum Kind: Hashable, Sendable {
        /// A score of a RUN_IDENTITY or RUN_RUNS board.
        case value
        /// An increment of a COUNTER board.
        case delta
    }

    /// Meaning of ``value``.
    public var kind: Kind
    /// The submitted number; finite, never −0.
    public var value: Double
    /// Text to show instead of the number; nil on counters.
    public var valueDisplay: String?
    /// Compact JSON as submitted.
    public var metadata: [UInt8]?

    /// Creates a payload.
    public init(kind: Kind = .value, value: Double, valueDisplay: String? = nil, metadata: [UInt8]? = nil) {
        self.kind = kind
        self.value = value
        self.valueDisplay = valueDisplay
        self.metadata = metadata
    }
}
