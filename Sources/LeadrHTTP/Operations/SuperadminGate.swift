import Hummingbird
import LeadrDomain
import LeadrServices

/// Admits superadmins to routes that concern the installation as a whole; whatever account a request names does not matter there.
struct SuperadminGate: Sendable {
    private let gate: AdminGate

    /// - Parameter hooks: What an installation adds; nil for nothing.
    init(authenticator: AdminAuthenticator, hooks: InstalledHooks?) {
        gate = AdminGate(authenticator: authenticator, requiresSuperadmin: true, hooks: hooks)
    }

    /// Who sent a request.
    ///
    /// - Throws: 401, then what a hook throws, then 403 (`contract/platform.md §2`).
    func admit(_ request: Request, _ context: LeadrContext) async throws -> OperatorActor {
        OperatorActor(try await gate.authenticate(request, context))
    }
}
