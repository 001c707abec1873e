import LeadrDomain

/// What a client sends to start a session (`contract/client-auth.md §4.1`).
public struct SessionStart: Hashable, Sendable {
    /// Game to play.
    public var gameID: GameID
    /// Fingerprint of the device, 64 hexadecimal digits, used exactly as sent.
    public var fingerprint: String
    /// Free text.
    public var platform: String?
    /// Device metadata, a compact JSON object.
    public var metadata: [UInt8]?
    /// Whether to play in the test pool.
    public var testMode: Bool

    /// Creates a value.
    public init(gameID: GameID, fingerprint: String, platform: String? = nil, metadata: [UInt8]? = nil, testMode: Bool = false) {
        self.gameID = gameID
        self.fingerprint = fingerprint
        self.platform = platform
        self.metadata = metadata
        self.testMode = testMode
    }
}

/// A session that was just started.
public struct StartedSession: Hashable, Sendable {
    /// The player.
    public var identity: Identity
    /// The tokens to use.
    public var tokens: TokenPair
    /// Whether it plays in the test pool.
    public var testMode: Bool
}

/// Access and refresh token as the client gets them.
public struct TokenPair: Hashable, Sendable {
    /// Token for requests.
    public var accessToken: String
    /// Token for the next pair.
    public var refreshToken: String
    /// Life of the access token in seconds.
    public var expiresIn: Int
}
