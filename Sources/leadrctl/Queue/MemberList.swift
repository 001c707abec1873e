import ByteJSON

/// Shows a JSON object to people: a member per line, inner objects indented.
enum MemberList {
    static func text(_ value: JSONValue, indent: Int = 0) -> String {
        guard let object = value.object else { return plain(value) }
        let width = object.members.map(\.key.count).max() ?? 0
        return object.members.map { key, value in
            let head = String(repeating: " ", count: indent) + key
            if let inner = value.object, !inner.members.isEmpty { return head + "\n" + text(value, indent: indent + 2) }
            return head + String(repeating: " ", count: width - key.count + 2) + plain(value)
        }.joined(separator: "\n")
    }

    private static func plain(_ value: JSONValue) -> String {
        switch value {
        case .null: "-"
        case .string(let text): text
        default: String(decoding: value.encoded(), as: UTF8.self)
        }
    }
}
