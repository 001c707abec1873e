import Hummingbird
import LeadrServices

/// Admits requests to the client API.
struct ClientGate: Sendable {
    let authenticator: ClientAuthenticator
    /// What an installation adds; nil for nothing.
    var hooks: InstalledHooks?

    /// Who sent a request; noted for the access log.
    ///
    /// - Throws: 401 as ``BearerToken`` and ``ClientAuthenticator`` say; what a hook throws.
    func admit(_ request: Request, _ context: LeadrContext) async throws -> ClientPrincipal {
        let principal = try await authenticator.authenticate(try BearerToken.read(request.headers))
        context.record.update { details in
            details.accountID = principal.accountID
            details.gameID = principal.gameID
            details.clientFingerprint = principal.externalKey
        }
        if let hooks { try await hooks.limit(RequestDescription(request, context, .player(principal))) }
        return principal
    }
}
