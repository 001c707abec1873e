import LeadrDelivery

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
    /// How the connection to that server is secured.
    public var smtpSecurity: SMTPConfiguration.Security
    /// Who logs in at that server; nil for nobody.
    public var smtpUsername: String?
    /// The password of that user.
    public var smtpPassword: Secret?
    /// PEM file of the authorities that server's certificate is checked against; nil for the system's.
    public var smtpTrustRootsFile: String?
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

    private static let placeholderKey = "mailgun_api_key"

    /// Whether nobody gave a key for Mailgun.
    public var hasPlaceholderKey: Bool { mailgunAPIKey.exposed == Self.placeholderKey || mailgunAPIKey.exposed.isEmpty }

    /// Whether mails go to a server on this machine.
    private var isLocalServer: Bool { ["localhost", "127.0.0.1", "::1"].contains(smtpHost) }

    private func check(_ reader: inout SettingsReader, _ environment: DeploymentEnvironment) {
        if provider == .console, environment.isProduction {
            reader.report("EMAIL_PROVIDER", "console writes mails with their codes to the log; it is for ENV=DEV or TEST")
        }
        if smtpUsername != nil, smtpSecurity == .none, !isLocalServer {
            reader.report("SMTP_USERNAME", "would go over the network unencrypted; set SMTP_SECURITY to starttls or tls")
        }
    }

    init(_ reader: inout SettingsReader, environment: DeploymentEnvironment) {
        reader.topic = "Mail and registration"
        let derived: Provider = environment.isTest ? .smtp : environment.isDevelopment ? .console : .mailgun
        let shown = "`smtp` for TEST, `console` for DEV, else `mailgun`"
        provider = reader.choice("EMAIL_PROVIDER", default: derived, shownDefault: shown, "service that sends mail")
        mailgunAPIKey = reader.secret("MAILGUN_API_KEY", default: Self.placeholderKey, "Mailgun key")
        mailgunAPIURL = reader.text("MAILGUN_API_URL", default: "https://api.eu.mailgun.net", "Mailgun address")
        mailgunDomain = reader.text("MAILGUN_DOMAIN", default: "example.mailgun.org", "sending domain")
        fromEmail = reader.text("FROM_EMAIL", default: "noreply", "local part of the sender")
        testingEmail = reader.text("TESTING_EMAIL", default: "hello@example.com", "receives all mail when `ENV` is DEV or TEST")
        smtpHost = reader.text("SMTP_HOST", default: "localhost", "mail server of the `smtp` provider")
        smtpPort = reader.integer("SMTP_PORT", default: 1025, in: 1...65_535, "port of that mail server")
        smtpSecurity = reader.choice("SMTP_SECURITY", default: SMTPConfiguration.Security.none, "encryption of the connection to it")
        smtpUsername = reader.optionalText("SMTP_USERNAME", shownDefault: "nobody logs in", "user to log in as there")
        smtpPassword = reader.optionalSecret("SMTP_PASSWORD", "password of that user")
        smtpTrustRootsFile = reader.optionalText(
            "SMTP_CA_FILE",
            shownDefault: "the system's",
            "PEM file of the authorities that it is checked against"
        )
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
        check(&reader, environment)
    }
}
