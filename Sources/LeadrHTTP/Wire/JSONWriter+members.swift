import ByteJSON
import LeadrDomain

/// Members of response objects. Absent values are written as null, never left out (`contract/platform.md`, wire conventions).
extension JSONWriter {
    mutating func member(_ name: StaticString, _ value: String?) {
        key(name)
        string(value)
    }

    mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        bool(value)
    }

    mutating func member(_ name: StaticString, _ value: Int) {
        key(name)
        integer(value)
    }

    mutating func member(_ name: StaticString, _ value: Double) {
        key(name)
        number(value)
    }

    mutating func member<Kind: EntityKind>(_ name: StaticString, _ value: EntityID<Kind>?) {
        key(name)
        string(value?.wire)
    }

    mutating func member(_ name: StaticString, _ value: Timestamp?) {
        key(name)
        guard let value else { return null() }
        // Digits, separators and a Z: nothing that needs an escape.
        var quoted: [UInt8] = [UInt8(ascii: "\"")]
        quoted += value.rfc3339Bytes()
        quoted.append(UInt8(ascii: "\""))
        raw(quoted)
    }

    mutating func member(_ name: StaticString, _ values: [String]) {
        key(name)
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    /// A member whose value is JSON already.
    mutating func member(_ name: StaticString, json value: [UInt8]?) {
        key(name)
        raw(value)
    }
}
