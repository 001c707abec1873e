/// How long nonces live and how many there may be (`contract/rulings.md`, "nonces" and "limits on anonymous calls").
public struct NoncePolicy: Sendable, Equatable {
    /// How long a nonce can be consumed.
    public var timeToLive: Duration = .seconds(60)
    /// Open nonces of one identity; one more drops the oldest.
    public var openLimit: Int = 20
    /// How long an unused nonce is answered with "expired".
    public var unusedMemory: Duration = .seconds(300)
    /// How long a used nonce is answered with "already used".
    public var usedMemory: Duration = .seconds(3600)
    /// Used nonces of one identity that are remembered in any case; beyond 128 nonces in all, older ones may be forgotten before their hour, which
    /// bounds the memory an identity can take and changes nothing but the text of the refusal.
    public var usedKept: Int = 64
    /// Requests for a nonce per identity; nil for no limit.
    public var limit: RequestLimit? = RequestLimit(requests: 240, per: .seconds(60))

    /// The policy of the contract.
    public init() {}
}
