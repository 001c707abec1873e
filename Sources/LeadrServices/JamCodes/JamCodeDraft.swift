import LeadrDomain

/// What a superadmin sends to create a jam code (`contract/platform.md §4.4`).
public struct JamCodeDraft: Hashable, Sendable {
    /// The code; letter case does not matter.
    public var code: String
    /// What it is for.
    public var description: String
    /// What an account gets, a JSON object.
    public var features: [UInt8]
    /// Accounts that may redeem it; nil for any number.
    public var maxUses: Int32?
    /// Last time at which it may be redeemed; nil for ever.
    public var expiresAt: Timestamp?

    /// Creates a draft.
    public init(code: String, description: String, features: [UInt8], maxUses: Int32? = nil, expiresAt: Timestamp? = nil) {
        self.code = code
        self.description = description
        self.features = features
        self.maxUses = maxUses
        self.expiresAt = expiresAt
    }
}
