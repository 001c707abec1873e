import Foundation
import LeadrDomain

/// A mail in the form in which mail servers pass it on (RFC 5322): header fields, a blank line, the text.
struct MailMessage: Hashable, Sendable {
    /// All of it, lines ended by CR and LF.
    let text: String

    /// The message of a mail. Its `Message-ID` is made from the mail's id, so that a repetition can be recognised.
    init(_ mail: OutgoingMail, _ envelope: MailEnvelope) {
        // What follows the `@` of a checked address.
        let domain = envelope.sender.split(separator: "@").last.map(String.init) ?? "localhost"
        let content = MailContent(mail.body)
        var fields = [
            ("Date", MailDate.text(mail.createdAt)), ("From", envelope.sender), ("To", envelope.recipient), ("Reply-To", envelope.replyTo),
            ("Subject", HeaderText.encoded(mail.subject)), ("Message-ID", "<\(UUIDText.format(mail.id.uuid))@\(domain)>"), ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", content.encoding), ("Auto-Submitted", "auto-generated"),
        ]
        if !envelope.copies.isEmpty { fields.insert(("Cc", envelope.copies.joined(separator: ",\r\n ")), at: 3) }
        if mail.priority == .high || mail.priority == .urgent { fields.append(("Importance", "high")) }
        text = fields.map { "\($0): \($1)\r\n" }.joined() + "\r\n" + content.text
    }
}

/// The text of a mail, encoded where mail servers might change it otherwise.
struct MailContent: Hashable, Sendable {
    let encoding: String
    /// Lines ended by CR and LF.
    let text: String

    init(_ body: String) {
        let lines = body.split(omittingEmptySubsequences: false) { $0.isNewline }
        if lines.allSatisfy({ line in line.utf8.count <= 900 && line.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 } }) {
            encoding = "7bit"
            text = lines.map { "\($0)\r\n" }.joined()
        } else {
            encoding = "base64"
            let plain = lines.joined(separator: "\r\n") + "\r\n"
            text =
                Data(plain.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]) + "\r\n"
        }
    }
}
