import LeadrDomain

/// A submission on its way through the pipeline (`design.md §2`).
public struct SubmissionJob: Hashable, Sendable {
    /// Id of the event that the submission becomes; known when it is accepted, so that every write is idempotent.
    public var eventID: ScoreEventID
    /// When the API accepted it: the time basis of everything that follows (`contract/rulings.md`, time basis).
    public var acceptedAt: Timestamp
    /// Account that owns the game; the tenant of the queues.
    public var accountID: AccountID
    /// Game of the board.
    public var gameID: GameID
    /// Board it goes to.
    public var boardID: BoardID
    /// Who submitted.
    public var identityID: IdentityID
    /// Whether it came from a test session.
    public var isTest: Bool
    /// Type of the board at acceptance.
    public var boardType: BoardType
    /// The value, on counters the delta; finite, never -0.
    public var value: Double
    /// The text to show for the value; nil on counters.
    public var valueDisplay: String?
    /// Compact JSON of any kind, or nil.
    public var metadata: [UInt8]?
    /// Name after the fallback to the known display name; may be empty.
    public var playerName: String
    /// The submitted name that becomes the display name; nil when none was sent (`contract/rulings.md`, display_name).
    public var submittedName: String?
    /// Whether anti-cheat looks at it.
    public var runsAntiCheat: Bool
    /// Address to be located; gone once it was (`contract/platform.md §6`: no stage may store it).
    public var clientIP: String?
    /// Where it came from; nil before the GeoIP stage.
    public var geo: GeoLocation?
    /// What anti-cheat decided; nil before that stage and when it does not run.
    public var verdict: AntiCheatVerdict?

    /// Creates a job.
    public init(
        eventID: ScoreEventID,
        acceptedAt: Timestamp,
        accountID: AccountID,
        gameID: GameID,
        boardID: BoardID,
        identityID: IdentityID,
        isTest: Bool,
        boardType: BoardType,
        value: Double,
        valueDisplay: String? = nil,
        metadata: [UInt8]? = nil,
        playerName: String,
        submittedName: String? = nil,
        runsAntiCheat: Bool,
        clientIP: String? = nil,
        geo: GeoLocation? = nil,
        verdict: AntiCheatVerdict? = nil
    ) {
        self.eventID = eventID
        self.acceptedAt = acceptedAt
        self.accountID = accountID
        self.gameID = gameID
        self.boardID = boardID
        self.identityID = identityID
        self.isTest = isTest
        self.boardType = boardType
        self.value = value
        self.valueDisplay = valueDisplay
        self.metadata = metadata
        self.playerName = playerName
        self.submittedName = submittedName
        self.runsAntiCheat = runsAntiCheat
        self.clientIP = clientIP
        self.geo = geo
        self.verdict = verdict
    }

    /// The same job without the client's address, as inboxes and dead letters keep it (`design.md §2`).
    public func withoutClientIP() -> SubmissionJob {
        var copy = self
        copy.clientIP = nil
        return copy
    }
}
