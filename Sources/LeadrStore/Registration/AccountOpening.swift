import LeadrDomain

/// Everything that a completed registration writes.
public struct AccountOpening: Sendable {
    /// A jam code to redeem.
    public struct Redemption: Sendable {
        /// Text of the code, upper case.
        public var code: String
        /// Id of the note that it was redeemed.
        public var redemptionID: JamCodeRedemptionID

        /// Creates a value from its parts.
        public init(code: String, redemptionID: JamCodeRedemptionID) {
            self.code = code
            self.redemptionID = redemptionID
        }
    }

    /// The new account.
    public var account: Account
    /// Its owner.
    public var user: User
    /// The owner's first key.
    public var key: APIKey
    /// A code to redeem; nil for none.
    public var jamCode: Redemption?
    /// The welcome; nil when it could not be written.
    public var mail: Email?

    /// Creates a value from its parts.
    public init(account: Account, user: User, key: APIKey, jamCode: Redemption?, mail: Email?) {
        self.account = account
        self.user = user
        self.key = key
        self.jamCode = jamCode
        self.mail = mail
    }
}
