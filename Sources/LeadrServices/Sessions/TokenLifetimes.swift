/// How long client tokens are good (`contract/client-auth.md §3`).
public struct TokenLifetimes: Hashable, Sendable {
    /// `ACCESS_TOKEN_EXPIRY_HOURS`; 24 hours unless set.
    public var access: Duration
    /// `REFRESH_TOKEN_EXPIRY_DAYS`; 30 days unless set.
    public var refresh: Duration

    /// Lifetimes; those not named are the defaults.
    public init(access: Duration = .seconds(86_400), refresh: Duration = .seconds(30 * 86_400)) {
        self.access = access
        self.refresh = refresh
    }
}
