import ByteJSON

/// What an SDK tells the game of an answer that is no success (`contract/client-auth.md §6.4`).
struct SDKFailure: Error, Equatable, CustomStringConvertible {
    let status: Int
    let code: String
    let message: String
    /// The answer as it came.
    let body: String

    var description: String { "\(status) \(code): \(message)" }

    init(_ status: Int, _ bytes: [UInt8], _ flavour: SDKFlavour) {
        self.status = status
        body = String(decoding: bytes, as: UTF8.self)
        (code, message) = flavour.readsLikeGodot ? Self.godot(body) : Self.unity(body)
    }

    /// The members of the body; nil when it is no object.
    var members: JSONObject? { Self.json(body)?.object }

    private static func godot(_ body: String) -> (String, String) {
        let start = String(body.prefix(200))
        guard !body.isEmpty else { return ("unknown", "") }
        guard let json = json(body) else { return ("parse_error", start) }
        let object = json.object
        if let error = object?["error"]?.object { return (error["code"]?.string ?? "unknown", error["message"]?.string ?? "") }
        if object?["detail"]?.array != nil { return ("validation_error", start) }
        let text = object?["error"]?.string ?? object?["detail"]?.string ?? object?["message"]?.string
        return text.map { ("api_error", $0) } ?? ("unknown", start)
    }

    private static func unity(_ body: String) -> (String, String) {
        guard let error = json(body)?.object?["error"] else { return ("unknown", body) }
        return ("api_error", error.string ?? "the name of a type")
    }

    private static func json(_ text: String) -> JSONValue? {
        var scanner = JSONScanner(Array(text.utf8))
        return try? scanner.parse()
    }
}
