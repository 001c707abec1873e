import NIOCore

extension ByteBuffer {
    /// The bytes between `prefix` and the next `end`, or nil.
    func bytes(after prefix: [UInt8], until end: UInt8) -> [UInt8]? {
        withUnsafeReadableBytes { bytes in
            var start = 0
            while start + prefix.count <= bytes.count {
                if bytes[start..<start + prefix.count].elementsEqual(prefix) {
                    let rest = bytes[(start + prefix.count)...]
                    return rest.firstIndex(of: end).map { Array(rest[..<$0]) }
                }
                start += 1
            }
            return nil
        }
    }

    /// Appends a non-negative number in decimal.
    mutating func writeDecimal(_ value: Int) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = value.magnitude
            var first = 20
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            writeBytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(digits)[first..<20]))
        }
    }
}
