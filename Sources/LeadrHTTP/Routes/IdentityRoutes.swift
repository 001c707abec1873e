import LeadrDomain
import LeadrServices

/// Players (`contract/client-auth.md §4.6`).
struct IdentityRoutes {
    let admin: AdminRoutes
    let identities: IdentityService

    func register(in table: inout RouteTable) {
        admin.list("/identities", .identities, sortable: .identities, in: &table) {
            PlayerQuery(&$0, "kind")
        } _: { input, principal in
            try await identities.list(input.filter.filter(), input.page(), by: principal)
        }
        let path = "/identities/{identity_id}"
        admin.get(path, Kinds.Identity.self, .identities, in: &table, identities.get)
        admin.change(path, Kinds.Identity.self, .identities, in: &table, read: IdentityChange.init, identities.change)
    }
}

extension IdentityChange {
    /// Reads the body of a change.
    fileprivate init(_ fields: inout BodyFields) {
        self.init()
        // Null and an empty text change nothing: a name cannot be cleared (`contract/client-auth.md §4.6`).
        displayName = fields.optional("display_name", .string(atMost: PlayerName.maximumLength)).flatMap { $0.isEmpty ? nil : $0 }
        deletes = fields.deletes()
    }
}
