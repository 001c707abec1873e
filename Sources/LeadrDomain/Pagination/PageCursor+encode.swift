import ByteJSON

extension PageCursor {
    /// The opaque text handed to clients: URL-safe base64 with padding of compact JSON (`contract/pagination.md §4`).
    public var encoded: String { Base64URL.encode(json) }

    /// The JSON inside ``encoded``. Filters are written in the order of their keys, so that equal cursors have equal text.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("pv")
        writer.beginArray()
        for value in position { value.write(to: &writer) }
        writer.endArray()
        writer.key("pid")
        writer.string(UUIDText.format(rowID))
        writer.key("sf")
        writer.beginArray()
        for term in sort.terms { term.write(to: &writer) }
        writer.endArray()
        writer.key("f")
        filters.write(to: &writer)
        writer.key("dir")
        writer.string(direction.rawValue)
        writer.endObject()
        return writer.bytes
    }
}

extension SortValue {
    /// Numbers as numbers, UUIDs bare, times with all six digits of the fraction.
    fileprivate func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .boolean(let flag): writer.bool(flag)
        case .integer(let number): writer.integer(number)
        case .number(let number): writer.number(number)
        case .text(let text): writer.string(text)
        case .timestamp(let time): writer.string(time.fullMicroseconds)
        case .uuid(let uuid): writer.string(UUIDText.format(uuid))
        }
    }
}

extension SortTerm {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("n")
        writer.string(field.name)
        writer.key("d")
        writer.string(order.rawValue)
        writer.endObject()
    }
}

extension PageFilters {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            writer.key(key)
            writer.string(value)
        }
        writer.endObject()
    }
}

extension Timestamp {
    /// `2026-01-15T12:00:00.123456+00:00`, with the fraction also where it is zero.
    fileprivate var fullMicroseconds: String {
        let text = rfc3339.dropLast()
        return text + (text.utf8.contains(UInt8(ascii: ".")) ? "" : ".000000") + "+00:00"
    }
}
