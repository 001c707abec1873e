/// Writes the small binary values of this module: big-endian integers, doubles by their bits, byte strings with a length.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    mutating func append(bytes more: some Sequence<UInt8>) {
        bytes.append(contentsOf: more)
    }

    mutating func append(integer value: Int64) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(length value: Int) {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(double value: Double) {
        append(integer: Int64(bitPattern: value.bitPattern))
    }

    /// A presence byte, then length and content.
    mutating func append(optional value: (some Collection<UInt8>)?) {
        append(value == nil ? 0 : 1)
        guard let value else { return }
        append(length: value.count)
        append(bytes: value)
    }
}
