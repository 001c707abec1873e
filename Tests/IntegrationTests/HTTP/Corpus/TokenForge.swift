import ByteJSON
import Crypto
import Foundation
import Testing

/// Makes tokens out of a true one.
struct TokenForge: Sendable {
    /// The parts of the true token.
    let head: String
    let payload: String
    let signature: String
    private let claims: JSONObject

    init(_ token: String) throws {
        let parts = token.split(separator: ".").map(String.init)
        try #require(parts.count == 3)
        (head, payload, signature) = (parts[0], parts[1], parts[2])
        var scanner = JSONScanner(Array(try #require(Self.decode(payload))))
        claims = try #require(try scanner.parse().object)
    }

    /// A claim given a value, or taken away.
    struct Change: Sendable, CustomStringConvertible {
        let name: String
        let value: JSONValue?
        var description: String { "\(name) = \(value.map { "\($0)" } ?? "nothing")" }

        init(_ name: String, _ value: JSONValue?) {
            self.name = name
            self.value = value
        }

        /// A claim given each of several values.
        static func each(_ name: String, _ values: [JSONValue?]) -> [Change] {
            values.map { Change(name, $0) }
        }
    }

    /// The payload with a claim changed.
    func changed(_ change: Change) -> String {
        var object = claims
        object[change.name] = change.value
        return Self.encode(Data(JSONValue.object(object).encoded()))
    }

    /// A token of any header and payload, both encoded, with a good signature.
    static func signed(_ header: String, _ payload: String, secret: String = APISetup.tokenSecret) -> String {
        let text = "\(header).\(payload)"
        return "\(text).\(encode(code(text, secret)))"
    }

    /// What a session stores of a token.
    static func hash(_ token: String) -> String {
        code(token, APISetup.tokenSecret).map { String(format: "%02x", $0) }.joined()
    }

    static func encode(_ text: String) -> String { encode(Data(text.utf8)) }

    private static func code(_ text: String, _ secret: String) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: Data(secret.utf8))))
    }

    private static func encode(_ data: Data) -> String {
        data.base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    private static func decode(_ text: String) -> Data? {
        let plain = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
    }
}
