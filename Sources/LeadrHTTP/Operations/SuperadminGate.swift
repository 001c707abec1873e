import Hummingbird
import LeadrDomain
import LeadrServices

/// Admits superadmins to routes that concern the installation as a whole; whatever account a request names does not matter there.
struct SuperadminGate: Sendable {
    let authenticator: AdminAuthenticator
    /// What an installation adds; nil for nothing.
    var hooks: InstalledHooks?

    /// Who sent a request.
    ///
    /// - Throws: 401, then what a hook throws, then 403 (`contract/platform.md §2`).
    func admit(_ request: Request, _ context: LeadrContext) async throws -> OperatorActor {
        let principal = try await authenticator.authenticate(request.headers.value(of: .leadrAPIKey))
        context.record.update { $0.accountID = principal.accountID }
        if let hooks { try await hooks.limit(RequestDescription(request, context, .administrator(principal))) }
        try principal.requireSuperadmin()
        return OperatorActor(principal)
    }
}
