/// Writes compact JSON into a byte array; commas are put by the writer, everything else is the caller's order of calls.
///
/// The writer does not check that containers are closed or that keys stand in objects.
public struct JSONWriter: Sendable {
    /// What was written so far.
    public var bytes: [UInt8]
    private var needsComma = false

    /// An empty writer with room for `capacity` bytes.
    public init(capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Opens an object.
    public mutating func beginObject() {
        open(UInt8(ascii: "{"))
    }

    /// Closes an object.
    public mutating func endObject() {
        close(UInt8(ascii: "}"))
    }

    /// Opens an array.
    public mutating func beginArray() {
        open(UInt8(ascii: "["))
    }

    /// Closes an array.
    public mutating func endArray() {
        close(UInt8(ascii: "]"))
    }

    /// Writes a key known when compiling; it must need no escapes.
    public mutating func key(_ name: StaticString) {
        let count = name.utf8CodeUnitCount
        // One append instead of five: each pays for its own checks.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count &+ 4) { text in
            text[0] = UInt8(ascii: ",")
            text[1] = UInt8(ascii: "\"")
            for index in 0..<count { text[index &+ 2] = name.utf8Start[index] }
            text[count &+ 2] = UInt8(ascii: "\"")
            text[count &+ 3] = UInt8(ascii: ":")
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[(needsComma ? 0 : 1)...]))
        }
        needsComma = false
    }

    /// Writes any key. Literals choose the other overload, which need not look for escapes.
    @_disfavoredOverload
    public mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a text with the escapes that JSON demands.
    public mutating func string(_ text: String) {
        separate()
        var copy = text
        copy.withUTF8 { JSONText.append(UnsafeRawBufferPointer($0), to: &bytes) }
        needsComma = true
    }

    /// Writes a double: at most 17 digits, always with a point or an exponent, -0 as 0.0, anything not finite as null
    /// (`contract/client-auth.md §1.1`).
    public mutating func number(_ value: Double) {
        separate()
        JSONNumberText.append(value, to: &bytes)
        needsComma = true
    }

    /// Writes an integer.
    public mutating func integer(_ value: some BinaryInteger) {
        separate()
        JSONNumberText.append(Int64(clamping: value), to: &bytes)
        needsComma = true
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        word(value ? "true" : "false")
    }

    /// Writes `null`.
    public mutating func null() {
        word("null")
    }

    /// Writes bytes that are one JSON value already.
    public mutating func raw(_ value: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: value)
        needsComma = true
    }

    private mutating func word(_ text: StaticString) {
        separate()
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }
}
