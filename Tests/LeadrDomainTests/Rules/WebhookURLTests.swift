import LeadrDomain
import Testing

@Suite struct WebhookURLTests {
    private func problem(_ text: String, _ allowance: WebhookURL.Allowance = .init()) -> String? {
        do throws(DomainError) {
            _ = try WebhookURL(text, allowance)
            return nil
        } catch {
            return error.text
        }
    }

    @Test(arguments: [
        "https://example.com", "https://example.com:8443/hooks?key=a%20b", "HTTPS://example.com/", "https://8.8.8.8/",
        "https://[2606:4700::1111]:443/x",
    ])
    func `https to the internet is taken as it is`(_ text: String) throws {
        #expect(try WebhookURL(text, .init()).text == text)
    }

    @Test func `the host is told without brackets`() throws {
        #expect(try WebhookURL("https://[2606:4700::1111]:443/x", .init()).host == "2606:4700::1111")
        #expect(try WebhookURL("https://example.com:1/x", .init()).host == "example.com")
    }

    @Test(arguments: [
        ("http://example.com", "url must begin with https://"), ("ftp://example.com", "url must begin with https://"),
        ("file:///etc/passwd", "url must be an absolute URL"), ("example.com", "url must be an absolute URL"),
        ("https://", "url must be an absolute URL"),
        ("https:///x", "url must be an absolute URL"), ("https://exa mple.com", "url must be an absolute URL"),
        ("https://%6cocalhost/", "url must not lead to a private address"), ("https://[fe80::1%25eth0]/", "url must be an absolute URL"),
        ("https://example.com/\r\nHost: x", "url must be an absolute URL"), ("https://ann:secret@example.com", "url must not contain credentials"),
        ("https://ann@example.com", "url must not contain credentials"), ("https://example.com/#a", "url must not contain a fragment"),
        ("https://example.com:0/", "url must have a port between 1 and 65535"), ("https://127.0.0.1/", "url must not lead to a private address"),
        ("https://[::1]/", "url must not lead to a private address"), ("https://[::ffff:10.0.0.1]/", "url must not lead to a private address"),
        ("https://localhost/", "url must not lead to a private address"), ("https://A.LocalHost:8/", "url must not lead to a private address"),
        ("https://169.254.169.254/latest/meta-data", "url must not lead to a private address"),
    ])
    func `anything else is refused, and it is told why`(_ text: String, _ reason: String) {
        #expect(problem(text) == reason)
    }

    @Test func `an installation may allow more`() {
        let both = WebhookURL.Allowance(plainHTTP: true, privateAddresses: true)
        #expect(problem("http://127.0.0.1:8080/x", both) == nil)
        #expect(problem("http://127.0.0.1:8080/x", .init(plainHTTP: true)) == "url must not lead to a private address")
        #expect(problem("http://127.0.0.1:8080/x", .init(privateAddresses: true)) == "url must begin with https://")
        #expect(problem("ftp://example.com", both) == "url must begin with https:// or http://")
    }

    @Test func `an address has an end`() {
        let longest = "https://example.com/" + String(repeating: "a", count: WebhookURL.longest - 20)
        #expect(problem(longest) == nil)
        #expect(problem(longest + "a") == "url must have at most 2048 bytes")
    }
}
