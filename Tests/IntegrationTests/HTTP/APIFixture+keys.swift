import Foundation
import LeadrDomain
import LeadrServices
import LeadrStore

extension APIFixture {
    /// A key of a new, regular user of an account.
    func makeKey(for account: String) async throws -> String {
        let ids = UUIDv7Generator()
        let now = SystemClock().now()
        let accountID = try AccountID(wire: account)
        let user = User(
            id: UserID(ids.next()),
            accountID: accountID,
            email: "\(UUIDText.format(ids.next()))@example.com",
            displayName: "Someone",
            createdAt: now,
            updatedAt: now
        )
        let text = APIKeyFormat.generate()
        let key = APIKey(
            id: APIKeyID(ids.next()),
            accountID: accountID,
            userID: user.id,
            name: "Key",
            keyHash: APISetup.apiKeySecret.hash(text),
            keyPrefix: APIKeyFormat.prefix(of: text) ?? "",
            createdAt: now,
            updatedAt: now
        )
        try await UserRepository(pool: pool).insert(user)
        try await APIKeyRepository(pool: pool).insert(key)
        return text
    }
}

extension String {
    /// The text as a value in a query.
    var queryEscaped: String { addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? self }
}
