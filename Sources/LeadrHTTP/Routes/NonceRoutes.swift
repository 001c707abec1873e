import ByteJSON
import Hummingbird
import LeadrDomain
import LeadrServices
import LeadrState

/// `GET /client/nonce` (`contract/client-auth.md §4.3`); every submission asks for one first.
struct NonceRoutes {
    let gate: ClientGate
    let nonces: NonceStore
    /// Counts what accounts use; nil counts nothing.
    var usage: UsageMeter?

    func register(in table: inout RouteTable) {
        let nonce = Schema.object("Nonce", [SchemaField("nonce_value", .string), SchemaField("expires_at", .timestamp)], isClosed: true)
        let operation = Operation("Get a nonce for one submission", tag: "client scores", access: .player)
            .answers(.ok, nonce).fails(.tooManyRequests)
        table.on(.get, "/client/nonce", operation, issue)
    }

    private func issue(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let client = try await gate.admit(request, context)
        switch try await nonces.issue(to: client.identityID) {
        case .issued(let nonce):
            usage?.count(.noncesIssued, for: client.accountID)
            return .json(.ok, nonce.encoded())
        case .limited(let wait): throw DomainError.tooManyRequests("Too many requests", retryAfter: wait)
        }
    }
}

extension Nonce {
    fileprivate func encoded() -> [UInt8] {
        var writer = JSONWriter(capacity: 128)
        writer.beginObject()
        writer.member("nonce_value", UUIDText.format(value))
        writer.member("expires_at", expiresAt)
        writer.endObject()
        return writer.bytes
    }
}
