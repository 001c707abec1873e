import ByteJSON

/// A place in a query or a body that refers to something which belongs to somebody.
struct MatrixReference: Sendable {
    /// Names of the members on the way to it; a query parameter has one.
    let path: [String]
    /// The name under which ``MatrixThings`` has a thing to refer to.
    let thing: String
    /// Whether it is an id, and not a slug or a code.
    let isIdentifier: Bool

    /// Things by the prefix of their ids.
    private static let kinds = [
        "whk": "webhook_id", "acc": "account_id", "gam": "game_id", "brd": "board_id", "tpl": "template_id", "ide": "identity_id", "dev": "device_id",
        "usr": "user_id", "scr": "score_id", "sev": "event_id", "ses": "session_id", "key": "key_id", "flg": "flag_id",
    ]

    /// Texts in queries that name something, by list and parameter.
    private static let texts = [
        "/accounts slug": "account_slug", "/games slug": "game_slug", "/boards slug": "board_slug", "/boards game_slug": "game_slug",
        "/boards code": "code", "/client/boards slug": "board_slug", "/client/boards code": "code",
    ]

    /// Boards that have what a list shows, where others have none.
    private static let filled = ["/run-entries board_id": "runs_id", "/score-flags board_id": "runs_id"]

    static func all(inQuery parameters: [JSONObject], of template: String) -> [MatrixReference] {
        parameters.compactMap { parameter in
            guard let name = parameter["name"]?.string else { return nil }
            if let thing = texts["\(template) \(name)"] { return MatrixReference(path: [name], thing: thing, isIdentifier: false) }
            return prefix(in: parameter["schema"] ?? .null).map { prefix in
                MatrixReference(path: [name], thing: filled["\(template) \(name)"] ?? kinds[prefix] ?? prefix, isIdentifier: true)
            }
        }
    }

    static func all(inBody schema: JSONObject, below path: [String] = []) -> [MatrixReference] {
        let choices = [schema] + (schema["anyOf"]?.array?.compactMap(\.object) ?? [])
        return choices.flatMap { $0["properties"]?.object?.members ?? [] }.flatMap { name, member in
            let path = path + [name]
            if let prefix = prefix(in: member) { return [MatrixReference(path: path, thing: kinds[prefix] ?? prefix, isIdentifier: true)] }
            return all(inBody: member.object ?? JSONObject(), below: path)
        }
    }

    /// The prefix of the ids that a schema takes, one or several of them; nil when it takes no ids.
    private static func prefix(in schema: JSONValue) -> String? {
        guard let schema = schema.object else { return nil }
        if let pattern = schema["pattern"]?.string, let match = pattern.wholeMatch(of: /\^([a-z]{3})_.*/) { return String(match.1) }
        let parts = (schema["anyOf"]?.array ?? []) + [schema["items"] ?? .null]
        return parts.lazy.compactMap { prefix(in: $0) }.first
    }
}
