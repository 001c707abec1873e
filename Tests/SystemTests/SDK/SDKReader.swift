import ByteJSON

/// Reads an object as strictly as the SDKs do: Godot raises a script error for a null or a wrong type where it expects a value
/// (`contract/client-auth.md §6.2`).
struct SDKReader {
    let object: JSONObject

    init(_ object: JSONObject) {
        self.object = object
    }

    func bool(_ name: String) throws -> Bool {
        guard let value = object[name]?.bool else { throw complaint(name, "a truth value") }
        return value
    }

    func int(_ name: String) throws -> Int {
        guard let value = object[name]?.integer else { throw complaint(name, "an integer") }
        return Int(value)
    }

    func double(_ name: String) throws -> Double {
        guard let value = object[name]?.double else { throw complaint(name, "a number") }
        return value
    }

    /// Text that must be there.
    func text(_ name: String) throws -> String {
        guard let value = object[name]?.string, !value.isEmpty else { throw complaint(name, "a text") }
        return value
    }

    /// Text or null; a missing member reads as null in both SDKs, and is none of ours.
    func optionalText(_ name: String) throws -> String? {
        guard let value = object[name] else { throw complaint(name, "there") }
        if value.isNull { return nil }
        guard let text = value.string else { throw complaint(name, "a text or null") }
        return text
    }

    /// A time or null, in the form that both read: Unity in round-trip style, Godot with its own parser (`contract/client-auth.md §1.1`).
    @discardableResult
    func optionalTime(_ name: String) throws -> String? {
        guard let text = try optionalText(name) else { return nil }
        guard text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00:00)/) != nil else { throw complaint(name, "a time") }
        return text
    }

    /// An object or null.
    func dictionary(_ name: String) throws -> JSONObject? {
        guard let value = object[name] else { throw complaint(name, "there") }
        if value.isNull { return nil }
        guard let members = value.object else { throw complaint(name, "an object or null") }
        return members
    }

    func texts(_ name: String) throws -> [String] {
        guard let values = object[name]?.array else { throw complaint(name, "a list") }
        return try values.map { value in
            guard let text = value.string else { throw complaint(name, "a list of texts") }
            return text
        }
    }

    private func complaint(_ name: String, _ expected: String) -> SystemTestError {
        SystemTestError("\(name) is not \(expected): \(object[name].map { "\($0)" } ?? "missing")")
    }
}
