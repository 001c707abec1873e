/// What a mail server says it can do, in its answer to EHLO (RFC 5321 §4.1.1.1).
struct SMTPCapabilities: Hashable, Sendable {
    /// Whether it can secure the connection.
    let offersTLS: Bool
    /// Ways to log in, in capitals.
    let mechanisms: Set<String>

    init(_ reply: SMTPReply) {
        let lines = reply.lines.dropFirst().map { $0.uppercased().split { $0 == " " || $0 == "=" }.map(String.init) }
        offersTLS = lines.contains { $0.first == "STARTTLS" }
        mechanisms = Set(lines.filter { $0.first == "AUTH" }.flatMap { $0.dropFirst() })
    }
}
