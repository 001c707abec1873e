/// Gzip files whose content is stored as it is (RFC 1951 §3.2.4, RFC 1952), so that tests need no compressor.
enum StoredGzip {
    static func encode(_ content: [UInt8]) -> [UInt8] {
        var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        let starts = Array(stride(from: 0, to: max(content.count, 1), by: 65_535))
        for start in starts {
            let part = content[start..<min(start + 65_535, content.count)]
            let length = UInt16(part.count)
            file.append(start == starts.last ? 1 : 0)
            file += bytes(length)
            file += bytes(~length)
            file += part
        }
        file += bytes(checksum(content))
        file += bytes(UInt32(content.count))
        return file
    }

    private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    /// CRC-32 of gzip.
    private static func checksum(_ content: [UInt8]) -> UInt32 {
        var sum = ~UInt32(0)
        for byte in content {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
