import Foundation

/// A self-contained piece of work. What it means is in ``payload``; everything else is what the engine and operators need.
public struct Job: Sendable, Equatable {
    /// Identity of the job; stays the same through every queue, retry and redelivery.
    public var id: UUID
    /// Whose turn in the ring it uses.
    public var tenant: Tenant
    /// When the work was first accepted, in milliseconds since the Unix epoch; kept when forwarded, so that lag can be measured.
    public var enqueuedAt: Int64
    /// How many workers held the job and vanished without an answer. Counted apart from ``failures``.
    public internal(set) var deliveries: Int
    /// How many attempts ended in a counted failure on the present queue.
    public internal(set) var failures: Int
    /// W3C trace context of the request that caused the job; empty when there is none.
    public var traceparent: String
    /// Request id of the request that caused the job; empty when there is none.
    public var requestID: String
    /// Channel on which the result is awaited; empty when nobody waits.
    public var replyTo: String
    /// The work itself, opaque to the engine.
    public var payload: [UInt8]

    /// A new job.
    ///
    /// - Parameter enqueuedAt: milliseconds since the Unix epoch.
    public init(
        id: UUID,
        tenant: Tenant,
        enqueuedAt: Int64,
        traceparent: String = "",
        requestID: String = "",
        replyTo: String = "",
        payload: [UInt8]
    ) {
        self.id = id
        self.tenant = tenant
        self.enqueuedAt = enqueuedAt
        deliveries = 0
        failures = 0
        self.traceparent = traceparent
        self.requestID = requestID
        self.replyTo = replyTo
        self.payload = payload
    }

    /// The job as it enters the next queue: same identity and origin, counters at zero.
    public func forwarded(payload: [UInt8]) -> Job {
        var next = self
        next.payload = payload
        next.deliveries = 0
        next.failures = 0
        return next
    }

    /// The job after one more counted failure.
    func failedOnceMore() -> Job {
        var next = self
        next.failures += 1
        return next
    }
}
