import LeadrDomain

/// What is told about a finished request (`contract/platform.md §8.8`). No body, token or key is ever part of it.
public struct AccessLogEntry: Sendable {
    /// Method as the client wrote it.
    public var method: String
    /// Path without the query.
    public var path: String
    /// Query without the question mark.
    public var query: String?
    /// Status of the answer.
    public var status: Int
    /// Time from the head of the request to the answer.
    public var duration: Duration
    /// `X-Request-ID`.
    public var requestID: String
    /// W3C trace the request belongs to.
    public var trace: TraceContext?
    /// Address of the client behind trusted proxies.
    public var clientAddress: IPAddress?
    /// Account of the session.
    public var accountID: AccountID?
    /// Game of the session.
    public var gameID: GameID?
    /// Device of the session.
    public var clientFingerprint: String?
    /// `LEADR-Client`, cut to a bounded length.
    public var leadrClient: String?
    /// `User-Agent`, cut to a bounded length.
    public var userAgent: String?

    /// An entry of which only the request and its answer are known.
    public init(method: String, path: String, status: Int, duration: Duration, requestID: String) {
        self.method = method
        self.path = path
        self.status = status
        self.duration = duration
        self.requestID = requestID
    }
}

/// Where finished requests are noted, one line each.
///
/// A type of its own beside swift-log: it is written for every request, and collecting a dictionary for each costs more than many a request.
public protocol AccessLog: Sendable {
    /// Notes a finished request.
    func write(_ entry: AccessLogEntry)
}
