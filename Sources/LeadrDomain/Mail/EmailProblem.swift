/// Why a mail cannot be written. None of them shows an address.
public enum EmailProblem: Error, Hashable, Sendable {
    /// The recipient's address is none.
    case malformedRecipient
    /// The sender's address is none; see `FROM_EMAIL` and `MAILGUN_DOMAIN`.
    case malformedSender
    /// The sender does not belong to `MAILGUN_DOMAIN`.
    case foreignSender
    /// The subject is blank.
    case blankSubject
    /// The body is blank.
    case blankBody
    /// A template names a value that is not there.
    case missingValue(String)
}
