import Testing

@testable import LeadrRuntime

@Suite struct MailSettingsTests {
    private func problems(_ environment: [String: String]) -> [String] {
        do throws(SettingsError) {
            _ = try LeadrSettings(from: SettingsSource(environment: environment), role: .deliveryWorker)
            return []
        } catch {
            return error.problems.map(\.name)
        }
    }

    @Test func `codes are not written to the log in production`() {
        #expect(problems(["ENV": "PRODUCTION", "EMAIL_PROVIDER": "console"]) == ["EMAIL_PROVIDER"])
        #expect(problems(["ENV": "DEV", "EMAIL_PROVIDER": "console"]) == [])
        #expect(problems(["ENV": "TEST", "EMAIL_PROVIDER": "CONSOLE"]) == [])
    }

    @Test func `a password does not cross the network unencrypted`() {
        let login = ["ENV": "PRODUCTION", "EMAIL_PROVIDER": "smtp", "SMTP_USERNAME": "leadr", "SMTP_PASSWORD": "secret"]
        #expect(problems(login) == [], "to a server on this machine")
        #expect(problems(login.merging(["SMTP_HOST": "mail.example.com"]) { $1 }) == ["SMTP_USERNAME"])
        #expect(problems(login.merging(["SMTP_HOST": "mail.example.com", "SMTP_SECURITY": "starttls"]) { $1 }) == [])
    }

    @Test func `the provider follows from the environment`() throws {
        for (name, provider) in [("TEST", MailSettings.Provider.smtp), ("DEV", .console), ("PRODUCTION", .mailgun)] {
            let settings = try LeadrSettings(from: SettingsSource(environment: ["ENV": name]), role: .deliveryWorker)
            #expect(settings.mail.provider == provider && settings.mail.hasPlaceholderKey)
        }
    }
}
