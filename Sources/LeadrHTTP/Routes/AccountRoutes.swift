import LeadrDomain
import LeadrServices

/// Accounts (`contract/platform.md §3.1`).
struct AccountRoutes {
    let admin: AdminRoutes
    let accounts: AccountService

    func register(in table: inout RouteTable) {
        admin.create("/accounts", .accounts, in: &table, read: AccountDraft.init, accounts.create)
        admin.list("/accounts", .accounts, sortable: .accounts, in: &table) {
            $0.filter("slug", .string)
        } _: { input, principal in
            if let slug = input.filter { return try await accounts.list(slug: slug, by: principal) }
            return try await accounts.list(input.page(), by: principal)
        }
        admin.get("/accounts/{account_id}", Kinds.Account.self, .accounts, in: &table, accounts.get)
        admin.change("/accounts/{account_id}", Kinds.Account.self, .accounts, in: &table, read: AccountChange.init, accounts.change)
    }
}

extension AccountDraft {
    /// Reads the body of a creation.
    init?(_ fields: inout BodyFields) {
        let name = fields.required("name", .string)
        let slug = fields.optional("slug", .string)
        guard let name else { return nil }
        self.init(name: name, slug: slug)
    }
}

extension AccountChange {
    /// Reads the body of a change.
    init(_ fields: inout BodyFields) {
        self.init()
        name = fields.patch("name", .string)
        slug = fields.patch("slug", .string)
        status = fields.patch("status", .oneOf(AccountStatus.self))
        timezone = fields.clearable("timezone", .string)
        country = fields.clearable("country", .string)
        city = fields.clearable("city", .string)
        deletes = fields.deletes()
    }
}
