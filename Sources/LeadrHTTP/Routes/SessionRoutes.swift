import ByteJSON
import HTTPTypes
import Hummingbird
import LeadrDomain
import LeadrServices
import LeadrState
import Logging

/// Session start and refresh (`contract/client-auth.md §4.1`, `§4.2`); the only client routes without a token.
struct SessionRoutes {
    let sessions: SessionService
    /// Session starts per address.
    let limit: AddressLimit
    let bodyLimit: Int
    /// What an installation adds; nil for nothing.
    var hooks: InstalledHooks?

    func register(in table: inout RouteTable) {
        let tag = "client sessions"
        let start = Operation("Start a session", tag: tag, access: .open)
            .body(SessionStart.init).answers(.created, .startedSession).fails(.notFound, .tooManyRequests)
        table.on(.post, "/client/sessions", start, self.start)
        var refresh = Operation("Replace the tokens of a session", tag: tag, access: .open)
            .body(Self.refreshToken).answers(.ok, .tokenPair).fails(.unauthorized)
        refresh.asksHooks = true
        table.on(.post, "/client/sessions/refresh", refresh, self.refresh)
    }

    private func start(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let start = try BodyFields.read(await request.json(upTo: bodyLimit), SessionStart.init)
        try await limit.admit(context)
        context.record.update { details in
            details.gameID = start.gameID
            details.clientFingerprint = start.fingerprint
        }
        let session = try await sessions.start(start)
        context.record.update { $0.accountID = session.identity.accountID }
        return .json(.created, session.encoded())
    }

    private func refresh(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let token = try BodyFields.read(await request.json(upTo: bodyLimit), Self.refreshToken)
        if let hooks { try await hooks.limit(RequestDescription(request, context, .anonymous)) }
        return .json(.ok, try await sessions.refresh(token).encoded())
    }

    private static func refreshToken(_ fields: inout BodyFields) -> String? {
        fields.required("refresh_token", .string)
    }
}
