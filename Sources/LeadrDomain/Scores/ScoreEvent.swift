/// One submission that was accepted for processing, also if anti-cheat rejected it later (`contract/scoring.md §4.1`). Never changed afterwards.
public struct ScoreEvent: Hashable, Sendable {
    /// Identifier given at ingest.
    public var id: ScoreEventID
    /// Tenant of the game.
    public var accountID: AccountID
    /// Game of the board.
    public var gameID: GameID
    /// Board the score was submitted to.
    public var boardID: BoardID
    /// Player who submitted it.
    public var identityID: IdentityID
    /// Whether it belongs to the test pool.
    public var isTest: Bool
    /// Time of acceptance at the API; the stored `created_at`.
    public var acceptedAt: Timestamp
    /// What was submitted.
    public var payload: ScoreEventPayload
    /// Name to show, after the fallback to the display name.
    public var playerName: String
    /// Origin by GeoIP.
    public var geo: GeoLocation
    /// Why anti-cheat rejected it; such an event never counts. Nil for every other event.
    public var rejectedReason: String?
    /// What the anti-cheat check that struck tells, a compact JSON object (``AntiCheatVerdict/metadata``), also when the event counts all the same.
    /// Nil when none struck.
    public var verdict: [UInt8]?

    /// Creates an event.
    public init(
        id: ScoreEventID,
        accountID: AccountID,
        gameID: GameID,
        boardID: BoardID,
        identityID: IdentityID,
        isTest: Bool,
        acceptedAt: Timestamp,
        payload: ScoreEventPayload,
        playerName: String,
        geo: GeoLocation = .unknown,
        rejectedReason: String? = nil,
        verdict: [UInt8]? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.gameID = gameID
        self.boardID = boardID
        self.identityID = identityID
        self.isTest = isTest
        self.acceptedAt = acceptedAt
        self.payload = payload
        self.playerName = playerName
        self.geo = geo
        self.rejectedReason = rejectedReason
        self.verdict = verdict
    }

    /// Why a check struck, in numbers; nil when none did, and for events that a version before wrote.
    public var explanation: AntiCheatExplanation? { verdict.flatMap(AntiCheatExplanation.init(metadata:)) }

    /// Place of the event in the total order of its key.
    public var order: EventOrder { EventOrder(acceptedAt: acceptedAt, eventID: id) }
}
