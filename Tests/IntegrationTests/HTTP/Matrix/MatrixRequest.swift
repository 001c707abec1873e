import ByteJSON
import HTTPTypes
import Testing

/// A request that succeeds when whoever sends it may send it.
struct MatrixRequest: Sendable {
    let path: String
    let body: String?

    /// A request on things of one tenant.
    ///
    /// - Parameters:
    ///   - reference: A place to refer to `referred` instead, in the query or the body.
    ///   - namesAccount: Whether a list says whose rows it is about.
    /// - Throws: What is missing when nobody taught the matrix about the route.
    init(
        _ route: MatrixRoute,
        on things: MatrixThings,
        in world: MatrixWorld,
        replacing reference: (place: MatrixReference, value: String)? = nil,
        namesAccount: Bool = true
    ) async throws {
        path = try Self.filled(route, things) + Self.query(route, things, reference, namesAccount)
        guard route.hasBody else {
            body = nil
            return
        }
        guard let make = Self.bodies[route.name] else { throw MatrixGap("\(route.name): no body is known for it; add one to MatrixRequest.bodies") }
        var members = try await make(things, world)
        if let reference { Self.set(reference.value, at: reference.place.path[...], of: &members) }
        body = String(decoding: JSONValue.object(members).encoded(), as: UTF8.self)
    }

    /// Any body, fitting or not.
    init(_ route: MatrixRoute, on things: MatrixThings, body: String) throws {
        path = try Self.filled(route, things)
        self.body = body
    }

    private static func filled(_ route: MatrixRoute, _ things: MatrixThings) throws -> String {
        try route.template.replacing(/\{(\w+)\}/) { match in
            guard let value = things[String(match.1)] else { throw MatrixGap("\(route.name): no tenant has a \(match.1); make one in MatrixTenant") }
            return value.queryEscapedID
        }
    }

    private static func query(
        _ route: MatrixRoute,
        _ things: MatrixThings,
        _ reference: (place: MatrixReference, value: String)?,
        _ namesAccount: Bool
    ) -> String {
        guard !route.hasBody else { return "" }
        var items = queries[route.name, default: route.namesAccount && namesAccount ? ["account_id": "account_id"] : [:]]
            .compactMapValues { things[$0] ?? $0 }
        if let (place, value) = reference {
            items[place.path[0]] = value
            // A slug of a board is looked for in a game.
            if route.name == "GET /boards", place.path == ["slug"] { items["game_id"] = things["game_id"] }
        }
        return items.isEmpty ? "" : "?" + items.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.queryEscapedID)" }.joined(separator: "&")
    }

    private static func set(_ value: String, at path: ArraySlice<String>, of members: inout JSONObject) {
        guard let name = path.first else { return }
        guard path.count > 1 else { return members[name] = .string(value) }
        var inner = members[name]?.object ?? JSONObject()
        set(value, at: path.dropFirst(), of: &inner)
        members[name] = .object(inner)
    }
}

extension String {
    /// The text in a path or a query, where ids need no escaping.
    fileprivate var queryEscapedID: String { contains(":") || contains(" ") ? queryEscaped : self }
}

/// What the matrix has to be told before it can judge a route.
struct MatrixGap: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
