import ByteJSON
import HTTPTypes
import Synchronization
import Testing

/// Two tenants with everything a route can be about, and all who call.
final class MatrixWorld: Sendable {
    let api: APIFixture
    /// The tenant whose things are called for.
    let first: MatrixTenant
    /// Who must not get at them.
    let other: MatrixTenant
    /// What the first tenant has, and what belongs to the installation.
    let things: MatrixThings
    private let made = Mutex(0)

    static func make(in api: APIFixture) async throws -> MatrixWorld {
        let first = try await MatrixTenant.make(in: api, name: "First")
        let other = try await MatrixTenant.make(in: api, name: "Other")
        var things = first.things
        for (name, value) in try await api.operatorThings(buryingSubmissionOf: first) { things = things.with(name, value) }
        return MatrixWorld(api, first, other, things)
    }

    private init(_ api: APIFixture, _ first: MatrixTenant, _ other: MatrixTenant, _ things: MatrixThings) {
        self.api = api
        self.first = first
        self.other = other
        self.things = things
    }

    /// A number that no other request of this world has.
    func number() -> Int {
        made.withLock { made in
            made += 1
            return made
        }
    }

    /// Calls a route as somebody.
    func send(_ route: MatrixRoute, _ request: MatrixRequest, as caller: MatrixCaller) async throws -> Answer {
        var headers: HTTPFields = [:]
        if let key = key(of: caller) { headers[HTTPField.Name("leadr-api-key")!] = key }
        if caller.isPlayer {
            let player = caller == .player ? first.player : other.player
            headers[.authorization] = "Bearer \(player.token)"
            if route.name == "POST /client/scores" { headers[HTTPField.Name("leadr-client-nonce")!] = try await player.nonce() }
        }
        return try await api.send(route.method, request.path, headers: headers, body: request.body)
    }

    private func key(of caller: MatrixCaller) -> String? {
        switch caller {
        case .ownKey: first.key
        case .foreignKey: other.key
        case .superadmin: APIFixture.superadminKey
        case .nobody, .player, .foreignPlayer: nil
        }
    }
}
