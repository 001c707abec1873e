import LeadrDomain

/// A text with places for values, written `{{name}}`.
struct MailTemplate: Sendable {
    let text: String

    /// The text with the values in their places; what a value contains is never taken for a place itself.
    ///
    /// - Throws: ``EmailProblem/missingValue(_:)`` for a place without a value.
    func rendered(_ values: [String: String]) throws(EmailProblem) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
            let name = String(rest[start.upperBound..<end.lowerBound])
            guard let value = values[name] else { throw .missingValue(name) }
            result += rest[..<start.lowerBound] + value
            rest = rest[end.upperBound...]
        }
        return result + rest
    }
}

/// The mails of the product, plain text (`contract/platform.md §4.5`).
extension MailTemplate {
    /// Carries the code of a registration.
    static let verificationCode = MailTemplate(
        text: """
            Your verification code for LEADR is:

                {{code}}

            Enter it where you asked for it. If you did not ask for a code, you can ignore this mail.

            {{footer}}
            """
    )

    /// Carries the code of an invitation.
    static let invite = MailTemplate(
        text: """
            You have been invited to join {{account_name}} on LEADR as {{email}}.

            Your invitation code is:

                {{code}}

            Enter it together with your address to accept. If you do not know who invites you, you can ignore this mail.

            {{footer}}
            """
    )

    /// Greets somebody who registered or accepted an invitation.
    static let welcome = MailTemplate(
        text: """
            Hello {{user_name}},

            welcome to LEADR! Your account {{account_name}} is ready.

            {{footer}}
            """
    )

    /// Tells the administrator that a scheduled task failed in every attempt. Swift's errors carry no stack trace; the log of the process has the rest.
    static let notification = MailTemplate(
        text: """
            A background task of LEADR failed in every attempt.

            Task:        {{task}}
            Attempts:    {{attempts}}
            Error type:  {{error_type}}
            Error:       {{error}}
            Process:     {{process}}
            Stack trace: not available; see the log of that process

            Failures of this task not told of since the last such mail: {{left_out}}

            The task runs again at the next interval. Its history: leadrctl schedule history --task {{task}}

            {{footer}}
            """
    )

    /// Stands below every mail.
    static let footer = MailTemplate(
        text: """
            --
            LEADR, leaderboards for games
            """
    )
}
