import LeadrDomain

/// What a submission shows at the gate.
public struct IngestRequest: Sendable, Equatable {
    /// Who submits, from the token.
    public var identityID: IdentityID
    /// The event the submission will become.
    public var eventID: ScoreEventID
    /// The nonce header as sent; nil when there was none.
    public var nonce: String?
    /// Game of the session. Nil when the request is already known to be refused after the gate (for example 422): then no pending mark is written.
    public var pendingGameID: GameID?
    /// The record to claim; nil for a request without an `Idempotency-Key`.
    public var idempotency: IdempotencyEntry?

    /// Describes a submission.
    public init(
        identityID: IdentityID,
        eventID: ScoreEventID,
        nonce: String?,
        pendingGameID: GameID?,
        idempotency: IdempotencyEntry? = nil
    ) {
        self.identityID = identityID
        self.eventID = eventID
        self.nonce = nonce
        self.pendingGameID = pendingGameID
        self.idempotency = idempotency
    }

    /// The pending mark to write; nil when none is wanted.
    var pending: PendingSubmission? {
        pendingGameID.map { PendingSubmission(gameID: $0, identityID: identityID) }
    }
}
