import Testing

@testable import GeoIPUpdate

@Suite struct RedirectRuleTests {
    private let origin = "https://download.example.com/geoip/city?suffix=tar.gz"

    private func follow(_ location: String?, from url: String? = nil) throws -> RedirectRule.Target {
        let rule = try #require(RedirectRule(origin))
        return try rule.follow(from: url ?? origin, to: location)
    }

    @Test(arguments: [
        ("https://download.example.com/x", true), ("/x?y", true), ("x", true), ("https://DOWNLOAD.example.com:443/x", true),
        ("https://download.example.com:8443/x", false), ("https://store.example.com/x", false), ("//store.example.com/x", false),
        ("https://download.example.com.evil.example/x", false),
    ])
    func `credentials go only where they are meant for`(location: String, sends: Bool) throws {
        #expect(try follow(location).sendsCredentials == sends)
    }

    @Test func `an address is taken from where the redirect came from`() throws {
        #expect(
            try follow("../b?c=d", from: "https://store.example.com/a/x") == .init(url: "https://store.example.com/b?c=d", sendsCredentials: false)
        )
    }

    @Test(arguments: [
        nil, "", "http://download.example.com/x", "ftp://download.example.com/x", "file:///etc/passwd", "https://", "javascript:1",
        "https://user:password@download.example.com/x",
    ])
    func `what is no safe address is not followed`(location: String?) throws {
        #expect(throws: DownloadError.self) { try follow(location) }
    }

    @Test func `who configured http may be sent to http and to https`() throws {
        let rule = try #require(RedirectRule("http://mirror.example.com/city"))
        #expect(try rule.follow(from: "http://mirror.example.com/city", to: "/x").sendsCredentials)
        #expect(try !rule.follow(from: "http://mirror.example.com/city", to: "https://mirror.example.com/x").sendsCredentials)
    }

    @Test func `only web addresses are a beginning`() {
        #expect(RedirectRule("file:///x") == nil && RedirectRule("city") == nil && RedirectRule("") == nil)
    }
}
