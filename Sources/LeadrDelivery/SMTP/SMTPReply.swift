import ByteJSON

/// The answer of a mail server (RFC 5321 §4.2).
struct SMTPReply: Hashable, Sendable {
    let code: Int
    let lines: [String]

    var isPositive: Bool { (200...299).contains(code) }

    /// For the record; without anything that is no text.
    var json: JSONValue {
        let text = lines.joined(separator: " ").unicodeScalars.map { $0.value < 0x20 ? " " : $0 }
        return .object(["code": .integer(Int64(code)), "text": .string(String(String.UnicodeScalarView(text).prefix(500)))])
    }
}

/// What went wrong on the connection to a mail server.
enum SMTPFault: Error, Hashable, Sendable {
    /// The server said something that is no answer.
    case malformed
    /// The server said something that nobody asked for.
    case unsolicited
    /// The connection ended.
    case closed
    /// It took too long.
    case timeout
    /// The connection cannot be secured.
    case insecure
}
