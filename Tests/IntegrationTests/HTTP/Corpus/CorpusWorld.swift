import ByteJSON
import Foundation
import HTTPTypes
import Synchronization
import Testing

/// Two tenants, and requests to every route that would be good if nobody changed them.
struct CorpusWorld: Sendable {
    let api: APIFixture
    /// Identifiers by the names that parameters of paths have.
    let things: [String: String]
    /// An account that has nothing to do with them.
    let stranger: String
    private let world: World
    private let player: Player
    private let count = Counter()

    /// Makes every sample another one.
    private final class Counter: Sendable {
        private let value = Atomic(0)

        func next() -> Int { value.add(1, ordering: .relaxed).newValue }
    }

    static func make(in api: APIFixture) async throws -> CorpusWorld {
        var things = try await MatrixWorld.make(in: api).things.values
        // A jam code that is there already cannot be made.
        things["code"] = nil
        let world = World(api: api, accountID: try #require(things["account_id"]), gameID: try #require(things["game_id"]))
        let stranger = try await World.make(in: api, name: "Stranger").accountID
        return CorpusWorld(api: api, things: things, stranger: stranger, world: world, player: try await world.player(3))
    }

    /// Sends a request to a route; what it does not say otherwise is as good as it can be.
    ///
    /// - Parameters:
    ///   - query: What comes after the question mark.
    ///   - key: The key of an administrator.
    func send(_ route: CorpusRoute, query: String = "", body: String? = nil, key: String = APIFixture.superadminKey) async throws -> Answer {
        var path = route.template
        for (name, value) in things { path = path.replacingOccurrences(of: "{\(name)}", with: value) }
        if !query.isEmpty { path += "?" + query }
        var headers: HTTPFields = [:]
        if route.isForPlayers {
            headers[.authorization] = "Bearer \(player.token)"
            if route.method == .post { headers[HTTPField.Name("leadr-client-nonce")!] = try await player.nonce() }
            headers[HTTPField.Name("Prefer")!] = "wait=20"
        } else {
            headers[HTTPField.Name("leadr-api-key")!] = key
        }
        return try await api.send(route.method, path, headers: headers, body: body)
    }

    /// The least that a route wants to be told in its body.
    ///
    /// - Parameter isSpent: Whether codes and tokens that are good only once are fetched, so that the request is not only well formed.
    func members(of route: CorpusRoute, isSpent: Bool = false) async throws -> JSONObject {
        let number = count.next()
        var members: JSONObject = [:]
        for field in route.body ?? [] where field.isRequired { members[field.name] = sample(field.name, number) }
        switch route.template {
        case "/register/verify" where isSpent: members["code"] = .string(try await api.code(for: Self.address(number)))
        case "/register/complete":
            members["account_name"] = .string("Studio \(number)")
            if isSpent { members["verification_token"] = .string(try await api.token(for: Self.address(number))) }
        case "/client/sessions/refresh" where isSpent: members["refresh_token"] = .string(try await world.player(100 + number).refreshToken)
        case "/devices/{device_id}": members["status"] = "active"
        case "/score-flags", "/score-flags/{flag_id}": members["status"] = "dismissed"
        case "/identity-sessions/{session_id}", "/device-sessions/{session_id}": members["revoked"] = true
        case "/ops/dead-letters/retry", "/ops/dead-letters/drop": members["all"] = true
        default: break
        }
        return members
    }

    /// The least that a route wants to be told in its query.
    func query(of route: CorpusRoute, without name: String) -> [String] {
        route.query.filter { $0.isRequired && $0.name != name }.map { "\($0.name)=\((things[$0.name] ?? "Sample").queryEscaped)" }
    }

    private static func address(_ number: Int) -> String { "person\(number)@example.com" }

    private func sample(_ name: String, _ number: Int) -> JSONValue {
        if let thing = things[name] { return .string(thing) }
        return switch name {
        case "score_event_id": .string(things["event_id"] ?? "")
        case "email": .string(Self.address(number))
        case "url": "https://example.com/hook"
        case "event_types": ["board.ended"]
        case "since": "2030-01-01T00:00:00Z"
        case "repeat_interval": "daily"
        case "next_run_at": "2030-01-01T00:00:00Z"
        case "is_active": true
        case "value": 1
        case "code": .string(String(format: "CODE%02d", number))
        case "client_fingerprint": .string(String(repeating: "e", count: 60) + String(format: "%04x", number))
        default: .string("Sample \(number)")
        }
    }
}

extension JSONObject {
    /// The object as a body, with one member more whose value is written as it is.
    func text(_ name: String? = nil, _ value: String = "") -> String {
        let others = members.filter { $0.key != name }.map { member in
            let text = String(decoding: JSONValue.object([member.key: member.value]).encoded(), as: UTF8.self)
            return String(text.dropFirst().dropLast())
        }
        let all = name.map { others + [#""\#($0)":\#(value)"#] } ?? others
        return "{" + all.joined(separator: ",") + "}"
    }
}
