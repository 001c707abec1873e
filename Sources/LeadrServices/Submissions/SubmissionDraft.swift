import Crypto
import LeadrDomain

/// A submission as a client sends it, schema checked (`contract/scoring.md §5.2`).
public struct SubmissionDraft: Hashable, Sendable {
    /// Board to rank on.
    public var boardID: BoardID
    /// Name to show; empty for the player's known one.
    public var playerName: String
    /// The value, on counters the delta; finite, never −0.
    public var value: Double
    /// Text to show instead of the number.
    public var valueDisplay: String?
    /// Compact JSON of any kind.
    public var metadata: [UInt8]?

    /// Creates a draft.
    public init(boardID: BoardID, playerName: String, value: Double, valueDisplay: String? = nil, metadata: [UInt8]? = nil) {
        self.boardID = boardID
        self.playerName = playerName
        self.value = value
        self.valueDisplay = valueDisplay
        self.metadata = metadata
    }
}

/// What comes with a submission besides its body.
public struct SubmissionEnvelope: Sendable {
    /// Who submits.
    public var client: ClientPrincipal
    /// The nonce header as sent.
    public var nonce: String?
    /// `Idempotency-Key` and SHA-256 of the body; nil without the header.
    public var idempotency: IdempotencyClaim?
    /// Address to locate; nil when unknown.
    public var address: String?
    /// How long the client waits for the pipeline; nil for an immediate receipt.
    public var wait: Duration?
    /// Id of the request, for logs.
    public var requestID: String
    /// W3C trace context; empty when there is none.
    public var traceparent: String

    /// Creates an envelope.
    public init(
        client: ClientPrincipal,
        nonce: String?,
        idempotency: IdempotencyClaim? = nil,
        address: String? = nil,
        wait: Duration? = nil,
        requestID: String = "",
        traceparent: String = ""
    ) {
        self.client = client
        self.nonce = nonce
        self.idempotency = idempotency
        self.address = address
        self.wait = wait
        self.requestID = requestID
        self.traceparent = traceparent
    }
}

/// The `Idempotency-Key` of a request and the hash that tells whether its body is the same.
public struct IdempotencyClaim: Hashable, Sendable {
    /// Value of the header, 1 to 255 bytes.
    public var key: String
    /// SHA-256 of the body, 32 bytes; of a test session another one, since the same score in another pool is another request.
    public var bodyHash: [UInt8]

    /// Creates a claim for a body as it came.
    public init(key: String, body: [UInt8], isTest: Bool) {
        self.key = key
        var hash = SHA256()
        hash.update(data: body)
        if isTest { hash.update(data: Array("/test".utf8)) }
        bodyHash = Array(hash.finalize())
    }
}

/// How a submission is answered.
public enum SubmissionAnswer: Hashable, Sendable {
    /// 202: accepted for processing; the view shows what was submitted.
    case receipt(ScoreView, ScoreEventID)
    /// 201: ranked; the view shows the ranked row.
    case ranked(ScoreView, ScoreEventID)
}
