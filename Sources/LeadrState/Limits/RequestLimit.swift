/// So many requests in so much time: a full burst at once, then evenly spread ones.
public struct RequestLimit: Sendable, Equatable {
    /// Requests allowed in one period, and the largest burst.
    public let requests: Int
    /// Length of the period.
    public let period: Duration

    /// A limit; fewer than one request is taken as one.
    public init(requests: Int, per period: Duration) {
        self.requests = max(1, requests)
        self.period = period
    }

    /// Microseconds between two evenly spread requests; at least one.
    var intervalMicroseconds: Int64 {
        let microseconds = period.components.seconds * 1_000_000 + period.components.attoseconds / 1_000_000_000_000
        return max(1, microseconds / Int64(requests))
    }
}
