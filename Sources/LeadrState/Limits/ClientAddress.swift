import Foundation

/// The network address a client is counted under: an IPv4 address, or the /64 network of an IPv6 address, since one subscriber has all of it.
///
/// Made by parsing, so that no text of a header gets into a key.
public struct ClientAddress: Hashable, Sendable {
    /// Hexadecimal digits: 8 for IPv4, 16 for an IPv6 network.
    public let key: String

    /// Reads an address; nil when the text is none. An IPv4 address mapped into IPv6 counts as IPv4; a zone (`%eth0`) is dropped.
    public init?(_ text: some StringProtocol) {
        let plain = String(text.prefix { $0 != "%" })
        if let bytes = Self.parse(plain, family: AF_INET, count: 4) {
            key = Self.hexadecimal(bytes[...])
        } else if let bytes = Self.parse(plain, family: AF_INET6, count: 16) {
            let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            key = Self.hexadecimal(isMapped ? bytes[12...] : bytes[..<8])
        } else {
            return nil
        }
    }

    init(key: String) {
        self.key = key
    }

    private static func parse(_ text: String, family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
