import Foundation

/// What the address of a webhook must be like (`docs/webhooks.md`).
public struct WebhookURL: Hashable, Sendable {
    /// Longest address, in bytes of UTF-8.
    public static let longest = 2048

    /// What an installation allows besides `https` to public addresses.
    public struct Allowance: Hashable, Sendable {
        /// Whether `http` may be used.
        public var plainHTTP: Bool
        /// Whether receivers may be in private networks or on this machine.
        public var privateAddresses: Bool

        /// An allowance; of nothing by default.
        public init(plainHTTP: Bool = false, privateAddresses: Bool = false) {
            self.plainHTTP = plainHTTP
            self.privateAddresses = privateAddresses
        }
    }

    /// The address as it was given.
    public let text: String
    /// Name or address of the receiver's machine, without brackets.
    public let host: String

    /// Reads an address.
    ///
    /// - Throws: ``DomainError/badRequest(_:)`` that says what is wrong. A host name is not looked up: what it stands for can change at any time, and is
    ///   judged with every connection.
    public init(_ text: String, _ allowance: Allowance) throws(DomainError) {
        guard text.utf8.count <= Self.longest else { throw .badRequest("url must have at most \(Self.longest) bytes") }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let parts = URLComponents(string: text), let name = Self.host(of: text) else {
            throw .badRequest("url must be an absolute URL")
        }
        let scheme = parts.scheme?.lowercased()
        guard scheme == "https" || (scheme == "http" && allowance.plainHTTP) else {
            throw .badRequest(allowance.plainHTTP ? "url must begin with https:// or http://" : "url must begin with https://")
        }
        guard parts.user == nil, parts.password == nil else { throw .badRequest("url must not contain credentials") }
        guard parts.fragment == nil else { throw .badRequest("url must not contain a fragment") }
        guard parts.port.map({ (1...65_535).contains($0) }) ?? true else { throw .badRequest("url must have a port between 1 and 65535") }
        guard allowance.privateAddresses || !Self.isPrivate(name) else { throw .badRequest("url must not lead to a private address") }
        self.text = text
        self.host = name
    }

    /// The host without brackets, as the client of HTTP reads it: what is judged must be what is connected to.
    private static func host(of text: String) -> String? {
        guard let host = URL(string: text)?.host, !host.isEmpty else { return nil }
        let name = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._:".contains($0)) } ? name : nil
    }

    /// What can be told of a host without looking it up.
    private static func isPrivate(_ host: String) -> Bool {
        if let isPublic = PublicAddress.contains(host) { return !isPublic }
        let name = host.lowercased()
        return name == "localhost" || name.hasSuffix(".localhost")
    }
}
