import LeadrDomain

/// A token that proves an address, and what it is good for.
public struct VerifiedAddress: Sendable {
    /// The token.
    public let token: String
    /// How long it is good.
    public let lifetime: Duration
    /// What it is good for.
    public let type: VerificationCodeType
}
