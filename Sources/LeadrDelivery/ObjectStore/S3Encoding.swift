/// Percent-encoding as signatures need it: everything but unreserved characters, in upper-case hexadecimal digits.
enum S3Encoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// A name or value of a query.
    static func component(_ text: String) -> String {
        encode(text) { isUnreserved($0) }
    }

    /// A path, whose slashes stay.
    static func path(_ text: String) -> String {
        encode(text) { isUnreserved($0) || $0 == UInt8(ascii: "/") }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-._~".utf8.contains(byte)
        }
    }

    private static func encode(_ text: String, _ stays: (UInt8) -> Bool) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if stays(byte) { bytes.append(byte) } else { bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
