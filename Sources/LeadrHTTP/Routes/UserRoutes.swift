import LeadrDomain
import LeadrServices

/// Users (`contract/platform.md §3.2`).
struct UserRoutes {
    let admin: AdminRoutes
    let users: UserService

    func register(in table: inout RouteTable) {
        admin.create("/users", .users, in: &table, read: UserDraft.init, users.create)
        admin.list("/users", .users, sortable: .users, in: &table) {
            $0.filter("account_id", .id(Kinds.Account.self))
        } _: { input, principal in
            try await users.list(account: input.filter, input.page(), by: principal)
        }
        admin.get("/users/{user_id}", Kinds.User.self, .users, in: &table, users.get)
        admin.change("/users/{user_id}", Kinds.User.self, .users, in: &table, read: UserChange.init, users.change)
    }
}

extension UserDraft {
    /// Reads the body of a creation.
    fileprivate init?(_ fields: inout BodyFields) {
        let accountID = fields.required("account_id", .id(Kinds.Account.self))
        let email = fields.required("email", .email)
        let displayName = fields.required("display_name", .displayName)
        guard let accountID, let email, let displayName else { return nil }
        self.init(accountID: accountID, email: email, displayName: displayName)
    }
}

extension UserChange {
    /// Reads the body of a change.
    fileprivate init(_ fields: inout BodyFields) {
        self.init()
        email = fields.patch("email", .email)
        displayName = fields.patch("display_name", .displayName)
        isSuperAdmin = fields.patch("super_admin", .boolean)
        status = fields.patch("status", .oneOf(UserStatus.self))
        deletes = fields.deletes()
    }
}
