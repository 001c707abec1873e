import ByteJSON

extension SortValue {
    /// Reads a value of a cursor as its column holds it; nil when it has another type.
    init?(_ json: JSONValue, for field: SortField) {
        switch (field.kind, json) {
        case (_, .null) where field.isNullable: self = .null
        case (.boolean, .bool(let flag)): self = .boolean(flag)
        case (.integer, .integer(let number)): self = .integer(number)
        case (.number, .integer(let number)): self = .number(Double(number))
        case (.number, .number(let number)): self = .number(number)
        case (.text, .string(let text)): self = .text(text)
        case (.timestamp, .string(let text)):
            guard let time = Timestamp(rfc3339: text) else { return nil }
            self = .timestamp(time)
        case (.uuid, .string(let text)):
            guard let uuid = UUIDText.parse(text) else { return nil }
            self = .uuid(uuid)
        default: return nil
        }
    }
}
