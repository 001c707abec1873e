/// The position of a unit of work in a distributed trace, as W3C Trace Context carries it (https://www.w3.org/TR/trace-context/).
public struct TraceContext: Sendable, Hashable {
    /// 16 bytes that name the trace; never all zero.
    public let traceID: TraceID
    /// 8 bytes that name this unit of work; never zero.
    public let spanID: UInt64
    /// True when the trace is recorded.
    public let isSampled: Bool

    /// Creates a context of known parts; nil when an id is zero, which the standard forbids.
    public init?(traceID: TraceID, spanID: UInt64, isSampled: Bool) {
        guard traceID != TraceID(high: 0, low: 0), spanID != 0 else { return nil }
        self.init(unchecked: traceID, spanID, isSampled)
    }

    private init(unchecked traceID: TraceID, _ spanID: UInt64, _ isSampled: Bool) {
        self.traceID = traceID
        self.spanID = spanID
        self.isSampled = isSampled
    }

    /// A new trace with random ids.
    public static func root(isSampled: Bool = false) -> TraceContext {
        var generator = SystemRandomNumberGenerator()
        return root(isSampled: isSampled, using: &generator)
    }

    /// A new trace with ids from `generator`.
    public static func root(isSampled: Bool = false, using generator: inout some RandomNumberGenerator) -> TraceContext {
        let traceID = TraceID(high: generator.next(), low: .random(in: 1 ... .max, using: &generator))
        return TraceContext(unchecked: traceID, .random(in: 1 ... .max, using: &generator), isSampled)
    }

    /// A new unit of work within the same trace.
    public func child() -> TraceContext {
        var generator = SystemRandomNumberGenerator()
        return child(using: &generator)
    }

    /// A new unit of work within the same trace, its id from `generator`.
    public func child(using generator: inout some RandomNumberGenerator) -> TraceContext {
        TraceContext(unchecked: traceID, .random(in: 1 ... .max, using: &generator), isSampled)
    }

    /// The context a caller sent, or a new trace when it sent none or one that cannot be read.
    public static func continuing(_ traceparent: String?) -> TraceContext {
        traceparent.flatMap(TraceContext.init(traceparent:))?.child() ?? root()
    }
}

extension TraceContext {
    /// The 16 bytes that name a trace.
    public struct TraceID: Sendable, Hashable {
        /// The first eight bytes, big-endian.
        public let high: UInt64
        /// The last eight bytes, big-endian.
        public let low: UInt64

        /// Creates an id of its halves.
        public init(high: UInt64, low: UInt64) {
            self.high = high
            self.low = low
        }
    }
}
