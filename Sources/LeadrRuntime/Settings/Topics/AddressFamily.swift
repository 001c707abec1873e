import Foundation

/// Tells addresses of the Internet protocol apart.
enum AddressFamily {
    /// Bits of the family that `text` is an address of: 32, 128, or nil when it is none.
    static func width(of text: String) -> Int? {
        var storage = in6_addr()
        if inet_pton(AF_INET, text, &storage) == 1 { return 32 }
        return inet_pton(AF_INET6, text, &storage) == 1 ? 128 : nil
    }
}
