/// Sending mail and signing up.
public struct MailSettings: Sendable, Equatable {
    /// The service that sends mail.
    public enum Provider: String, Sendable, Equatable, CaseIterable {
        case mailgun, smtp, console
    }

    /// Which service sends.
    public var provider: Provider
    /// Key of Mailgun's API.
    public var mailgunAPIKey: Secret
    /// Address of Mailgun's API.
    public var mailgunAPIURL: String
    /// Domain that mail is sent from.
    public var mailgunDomain: String
    /// Local part of the sender.
    public var fromEmail: String
    /// Receives all mail when `ENV` is DEV or TEST.
    public var testingEmail: String
    /// Mail server of the `smtp` provider.
    public var smtpHost: String
    /// Port of that mail server.
    public var smtpPort: Int
    /// Receives alerts about failed background tasks; nil = off.
    public var adminNotificationEmail: String?
    /// Life of a verification code.
    public var verificationCodeLifetime: Duration
    /// Life of a verification token.
    public var verificationTokenLifetime: Duration
    /// Life of an invite code.
    public var inviteCodeLifetime: Duration
    /// Codes per address and hour.
    public var registrationsPerHour: Int

    /// `<FROM_EMAIL>@<MAILGUN_DOMAIN>`.
    public var sender: String { "\(fromEmail)@\(mailgunDomain)" }

    init(_ reader: inout SettingsReader, environment: DeploymentEnvironment) {
        reader.topic = "Mail and registration"
        let derived: Provider = environment.isTest ? .smtp : environment.isDevelopment ? .console : .mailgun
        let shown = "`smtp` for TEST, `console` for DEV, else `mailgun`"
        provider = reader.choice("EMAIL_PROVIDER", default: derived, shownDefault: shown, "service that sends mail")
        mailgunAPIKey = reader.secret("MAILGUN_API_KEY", default: "mailgun_api_key", "Mailgun key")
        mailgunAPIURL = reader.text("MAILGUN_API_URL", default: "https://api.eu.mailgun.net", "Mailgun address")
        mailgunDomain = reader.text("MAILGUN_DOMAIN", default: "example.mailgun.org", "sending domain")
        fromEmail = reader.text("FROM_EMAIL", default: "noreply", "local part of the sender")
        testingEmail = reader.text("TESTING_EMAIL", default: "hello@example.com", "receives all mail when `ENV` is DEV or TEST")
        smtpHost = reader.text("SMTP_HOST", default: "localhost", "mail server of the `smtp` provider")
        smtpPort = reader.integer("SMTP_PORT", default: 1025, in: 1...65_535, "port of that mail server")
        adminNotificationEmail = reader.optionalText("ADMIN_NOTIFICATION_EMAIL", shownDefault: "empty, no alerts", "receives task-failure alerts")
        verificationCodeLifetime = reader.seconds("VERIFICATION_CODE_EXPIRY_SECONDS", default: 600, "life of a verification code")
        verificationTokenLifetime = reader.seconds("VERIFICATION_TOKEN_EXPIRY_SECONDS", default: 600, "life of a verification token")
        inviteCodeLifetime = reader.seconds("INVITE_CODE_EXPIRY_SECONDS", default: 86_400, in: 1...31_536_000, "life of an invite code")
        registrationsPerHour = reader.integer(
            "REGISTRATION_RATE_LIMIT_PER_HOUR",
            default: 3,
            in: 1...1000,
            unit: "per hour",
            "codes per address"
        )
    }
}
