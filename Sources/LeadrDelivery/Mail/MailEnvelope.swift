import LeadrDomain

/// The addresses of a mail, checked: none of them can carry anything but an address.
struct MailEnvelope: Hashable, Sendable {
    let sender: String
    let replyTo: String
    let recipient: String
    let copies: [String]
    let blindCopies: [String]

    var allRecipients: [String] { [recipient] + copies + blindCopies }

    /// - Parameter usualSender: For mails that name none.
    /// - Throws: ``DeliveryFailure`` when something is no address.
    init(_ mail: OutgoingMail, usualSender: String) throws(DeliveryFailure) {
        sender = try Self.checked(mail.sender ?? usualSender, "sender")
        replyTo = try Self.checked(mail.replyTo ?? mail.sender ?? usualSender, "address for answers")
        recipient = try Self.checked(mail.recipient, "recipient")
        copies = try Self.checked(mail.copies)
        blindCopies = try Self.checked(mail.blindCopies)
    }

    private static func checked(_ addresses: [String]) throws(DeliveryFailure) -> [String] {
        var checked: [String] = []
        for address in addresses { checked.append(try self.checked(address, "recipient of a copy")) }
        return checked
    }

    /// The text as it is; only one that equals its own normal form but for letter case is an address and nothing else.
    private static func checked(_ text: String, _ what: String) throws(DeliveryFailure) -> String {
        guard EmailAddress.normalised(text) == text.lowercased() else { throw DeliveryFailure(.refused, "the \(what) is no address") }
        return text
    }
}
