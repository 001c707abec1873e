/// What one connection may take up (`docs/limits.md`).
public struct ConnectionLimits: Sendable {
    /// Most bytes of a request's header fields, and of one of them; more is 431 (`HTTP_MAX_HEADER_BYTES`).
    public var headerBytes = 16_384
    /// Most bytes of a request's target; more is 414.
    public var targetBytes = 8192
    /// How long the head of a request may take to arrive, and its body; later is 408 (`HTTP_READ_TIMEOUT_SECONDS`).
    public var readTimeout: Duration = .seconds(30)
    /// How long a connection may be silent between requests.
    public var idleTimeout: Duration = .seconds(75)

    /// The defaults.
    public init() {}
}
