import LeadrDomain

/// Makes keys of the admin API.
struct APIKeyIssuer: Sendable {
    let secret: APIKeySecret
    let ids: any IDGenerator

    /// How often a key is made anew when its first characters are taken, which 60 random bits make all but impossible.
    static let attempts = 3

    /// A new key; nothing is stored yet.
    func issue(_ name: String, to user: UserID, of account: AccountID, expiresAt: Timestamp? = nil, at now: Timestamp) -> IssuedAPIKey {
        let text = APIKeyFormat.generate()
        let key = APIKey(
            id: APIKeyID(ids.next()),
            accountID: account,
            userID: user,
            name: name,
            keyHash: secret.hash(text),
            keyPrefix: String(text.prefix(APIKeyFormat.prefixLength)),
            expiresAt: expiresAt,
            createdAt: now,
            updatedAt: now
        )
        return IssuedAPIKey(key: key, text: text)
    }
}
