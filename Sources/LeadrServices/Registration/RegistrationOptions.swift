/// What an operator sets of registration (`contract/configuration.md`).
public struct RegistrationOptions: Sendable {
    /// `VERIFICATION_CODE_EXPIRY_SECONDS`.
    public var codeLifetime: Duration = .seconds(600)
    /// `VERIFICATION_TOKEN_EXPIRY_SECONDS`.
    public var tokenLifetime: Duration = .seconds(600)
    /// `INVITE_CODE_EXPIRY_SECONDS`.
    public var inviteLifetime: Duration = .seconds(86_400)
    /// `REGISTRATION_RATE_LIMIT_PER_HOUR`: codes for one address in any hour.
    public var codesPerHour = 3

    /// The contract's defaults.
    public init() {}
}
