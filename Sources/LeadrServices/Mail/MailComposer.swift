import ByteJSON
import LeadrDomain
import Scheduling

/// Writes the mails of the product (`contract/platform.md §4.5`). Sending them is left to whoever finds them in the database.
public struct MailComposer: Sendable {
    private let domain: String
    private let standardSender: String
    private let testingRecipient: String?
    private let ids: any IDGenerator

    /// A composer.
    ///
    /// - Parameters:
    ///   - domain: `MAILGUN_DOMAIN`, which every sender belongs to.
    ///   - sender: `FROM_EMAIL`, the part of the usual sender before the `@`.
    ///   - testingRecipient: `TESTING_EMAIL` where `ENV` is DEV or TEST: gets every mail, so that no other address is written down; nil elsewhere.
    ///   - ids: Makes ids of mails.
    public init(domain: String, sender: String, testingRecipient: String? = nil, ids: any IDGenerator = UUIDv7Generator()) {
        self.domain = domain
        standardSender = "\(sender)@\(domain)"
        self.testingRecipient = testingRecipient
        self.ids = ids
    }

    /// The address that a mail comes from and that answers go to.
    ///
    /// - Parameter explicit: A sender of the mail's own; nil for the usual one.
    /// - Throws: ``EmailProblem/foreignSender`` when it does not belong to the sending domain.
    public func sender(_ explicit: String? = nil) throws(EmailProblem) -> String {
        guard let explicit else { return standardSender }
        guard explicit.lowercased().contains(domain.lowercased()) else { throw .foreignSender }
        return explicit
    }

    /// The code that proves an address.
    ///
    /// - Throws: ``EmailProblem``.
    public func verification(of address: String, code: String, at now: Timestamp) throws(EmailProblem) -> Email {
        try compose(.verificationCode, to: address, "Verify your LEADR account", .high, ["code": code], now)
    }

    /// The code that accepts an invitation.
    ///
    /// - Throws: ``EmailProblem``.
    public func invitation(of address: String, to account: String, code: String, at now: Timestamp) throws(EmailProblem) -> Email {
        let values = ["account_name": account, "email": address, "code": code]
        return try compose(.invite, to: address, "You've been invited to join \(account) on LEADR", .high, values, now)
    }

    /// The greeting after a registration or an accepted invitation.
    ///
    /// - Throws: ``EmailProblem``.
    public func welcome(_ address: String, user: String, account: String, at now: Timestamp) throws(EmailProblem) -> Email {
        let values = ["user_name": user, "account_name": account]
        return try compose(.welcome, to: address, "Welcome to LEADR, \(account)!", .normal, values, now)
    }

    /// A scheduled task failed for good (`contract/platform.md §7`).
    ///
    /// - Parameter leftOut: How many failures of the task were not told of since the last such mail.
    /// - Throws: ``EmailProblem``.
    public func taskFailure(_ failure: TaskFailure, leftOut: Int64, to address: String, at now: Timestamp) throws(EmailProblem) -> Email {
        let values = [
            "task": failure.task, "attempts": "\(failure.attempts)", "error_type": failure.errorType, "process": failure.owner,
            // Errors may quote what users sent; a mail needs no more than its start.
            "error": String(failure.message.prefix(2000)),
            "left_out": "\(leftOut)",
        ]
        return try compose(.notification, to: address, "[LEADR] Background task failed: \(failure.task)", .high, values, now)
    }

    private func compose(
        _ template: MailTemplate,
        to address: String,
        _ subject: String,
        _ priority: EmailPriority,
        _ values: [String: String],
        _ now: Timestamp
    ) throws(EmailProblem) -> Email {
        var values = values.mapValues(Self.singleLine)
        values["footer"] = try MailTemplate.footer.rendered([:])
        var data = JSONObject()
        for (name, value) in values.sorted(by: { $0.key < $1.key }) { data[name] = .string(value) }
        return try Email(
            id: EmailID(ids.next()),
            recipient: testingRecipient ?? address,
            subject: Self.singleLine(subject),
            body: try template.rendered(values),
            sender: try sender(),
            priority: priority,
            templateData: data,
            createdAt: now
        )
    }

    /// Names come from users: nothing in them may start a line of its own, neither in a header nor in the text.
    private static func singleLine(_ text: String) -> String {
        text.unicodeScalars.split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
            .map { String(String.UnicodeScalarView($0)) }
            .joined(separator: " ")
    }
}
