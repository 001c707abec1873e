import ByteJSON

extension ScoreEventPayload {
    /// The stored JSON: `{"value":n,"value_display":s,"metadata":any}`, on counters `{"delta":n,"metadata":any}` (`contract/scoring.md §4.1`).
    ///
    /// The number is written as the decimal that ``ExactDecimal`` takes it for, so that `sum((event_payload->>'delta')::numeric)` in SQL is the same.
    public var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key(kind == .delta ? "delta" : "value")
        writer.raw(ExactDecimal.shortestText(value).utf8)
        if kind == .value {
            writer.key("value_display")
            writer.string(valueDisplay)
        }
        writer.key("metadata")
        writer.raw(metadata)
        writer.endObject()
        return writer.bytes
    }

    /// Reads stored JSON; older rows may hold the number alone. Nil when there is no number.
    public init?(json bytes: [UInt8]) {
        var value: JSONSlice?
        var delta: JSONSlice?
        var display: JSONSlice?
        var metadata: JSONSlice?
        var scanner = JSONScanner(bytes)
        let document = try? scanner.scanMembers { key, member in
            if key.isText("value") { value = member }
            if key.isText("delta") { delta = member }
            if key.isText("value_display") { display = member }
            if key.isText("metadata") { metadata = member }
        }
        guard document != nil, let number = (delta ?? value)?.double else { return nil }
        self.init(
            kind: delta == nil ? .value : .delta,
            value: number,
            valueDisplay: delta == nil ? display?.string : nil,
            metadata: metadata.flatMap { $0.isNull ? nil : $0.compacted() }
        )
    }
}
