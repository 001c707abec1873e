import LeadrDomain
import LeadrServices

/// Keys of the admin API (`contract/platform.md §3.3`).
struct APIKeyRoutes {
    let admin: AdminRoutes
    let keys: APIKeyService

    func register(in table: inout RouteTable) {
        admin.create("/api-keys", .issuedAPIKeys, in: &table, read: APIKeyDraft.init, keys.create)
        admin.list("/api-keys", .apiKeys, sortable: .apiKeys, in: &table, read: APIKeyQuery.init) { input, principal in
            try await keys.list(account: input.filter.accountID, status: input.filter.status, input.page(), by: principal)
        }
        admin.get("/api-keys/{key_id}", Kinds.APIKey.self, .apiKeys, in: &table, keys.get)
        admin.change("/api-keys/{key_id}", Kinds.APIKey.self, .apiKeys, in: &table, read: APIKeyChange.init, keys.change)
    }
}

/// The filters of a key list.
private struct APIKeyQuery {
    let accountID: AccountID?
    let status: APIKeyStatus?

    init(_ fields: inout ListFields) {
        accountID = fields.filter("account_id", .id(Kinds.Account.self))
        status = fields.filter("status", .oneOf(APIKeyStatus.self))
    }
}

extension APIKeyDraft {
    /// Reads the body of a creation.
    fileprivate init?(_ fields: inout BodyFields) {
        let accountID = fields.required("account_id", .id(Kinds.Account.self))
        let userID = fields.required("user_id", .id(Kinds.User.self))
        let name = fields.required("name", .name)
        let expiresAt = fields.optional("expires_at", .timestamp)
        guard let accountID, let userID, let name else { return nil }
        self.init(accountID: accountID, userID: userID, name: name, expiresAt: expiresAt)
    }
}

extension APIKeyChange {
    /// Reads the body of a change.
    fileprivate init(_ fields: inout BodyFields) {
        self.init()
        status = fields.patch("status", .oneOf(APIKeyStatus.self))
        deletes = fields.deletes()
    }
}
