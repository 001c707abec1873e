import LeadrDomain

/// The form that Mailgun's API takes (`contract/platform.md §4.5`).
struct MailgunForm: Hashable, Sendable {
    let fields: [(name: String, value: String)]

    init(_ mail: OutgoingMail, _ envelope: MailEnvelope) {
        var fields = [
            ("to", envelope.recipient), ("from", envelope.sender), ("subject", mail.subject), ("text", mail.body), ("h:Reply-To", envelope.replyTo),
        ]
        if !envelope.copies.isEmpty { fields.append(("cc", envelope.copies.joined(separator: ","))) }
        if !envelope.blindCopies.isEmpty { fields.append(("bcc", envelope.blindCopies.joined(separator: ","))) }
        if mail.priority != .normal { fields.append(("o:tag", mail.priority.rawValue)) }
        self.fields = fields.map { (name: $0.0, value: $0.1) }
    }

    /// `application/x-www-form-urlencoded`.
    var encoded: String {
        fields.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }.joined(separator: "&")
    }

    private static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "*"):
                bytes.append(byte)
            case UInt8(ascii: " "): bytes.append(UInt8(ascii: "+"))
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func == (left: Self, right: Self) -> Bool { left.encoded == right.encoded }

    func hash(into hasher: inout Hasher) { hasher.combine(encoded) }
}
