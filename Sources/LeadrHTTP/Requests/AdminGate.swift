import ByteJSON
import HTTPTypes
import Hummingbird
import LeadrDomain
import LeadrServices

/// Admits requests to the admin API and checks the account they name, before their schema is looked at (`contract/platform.md §1.2`, `§2.3`).
struct AdminGate: Sendable {
    let authenticator: AdminAuthenticator
    /// Whether nobody but superadmins is admitted.
    var requiresSuperadmin = false
    /// What an installation adds; nil for nothing.
    var hooks: InstalledHooks?

    /// Who is admitted, for the API document.
    var access: Operation.Access { requiresSuperadmin ? .superadmin : .administrator }

    /// Who sent a request.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - body: Its parsed body; an `account_id` in it wins over one in the query.
    ///   - context: Notes the account for the access log.
    /// - Throws: 422 for a malformed `account_id` in the query, then 401, then what a hook throws, then 403.
    func admit(_ request: Request, body: JSONValue? = nil, _ context: LeadrContext) async throws -> AdminPrincipal {
        var fields = ParameterFields(request.queryItems)
        fields.body = body ?? .null
        let queried = fields.optional("account_id", .id(Kinds.Account.self))
        guard fields.isValid else { throw fields.failure }
        let principal = try await authenticate(request, context)
        if let account = Self.account(in: body) ?? queried { try principal.requireAccess(to: account) }
        return principal
    }

    /// Who sent a request, whatever account it names.
    ///
    /// - Throws: 401, then what a hook throws, then 403 where only superadmins are admitted.
    func authenticate(_ request: Request, _ context: LeadrContext) async throws -> AdminPrincipal {
        let principal = try await authenticator.authenticate(request.headers.value(of: .leadrAPIKey))
        context.record.update { $0.accountID = principal.accountID }
        if let hooks { try await hooks.limit(RequestDescription(request, context, .administrator(principal))) }
        if requiresSuperadmin { try principal.requireSuperadmin() }
        return principal
    }

    /// The account a body names; an unreadable one is reported later, with the rest of the schema.
    private static func account(in body: JSONValue?) -> AccountID? {
        guard let text = body?.object?["account_id"]?.string else { return nil }
        return try? AccountID(wire: text)
    }
}
