import HTTPTypes
import Testing

@testable import LeadrHTTP

@Suite("Client addresses")
struct NetworkTests {
    @Test(arguments: [
        ("203.0.113.9", "203.0.113.9"), ("::ffff:203.0.113.9", "203.0.113.9"), ("::1", "0:0:0:0:0:0:0:1"), ("2001:DB8::a", "2001:db8:0:0:0:0:0:a"),
    ])
    func `one address has one spelling`(text: String, spelled: String) {
        #expect(IPAddress(text)?.description == spelled)
    }

    @Test(arguments: ["", "localhost", "1.2.3", "1.2.3.4.5", "203.0.113.9:80", "::g", String(repeating: "1", count: 60)])
    func `what is no address is none`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func `only the two addresses of the rule are loopback`() {
        #expect(IPAddress("127.0.0.1")?.isLoopback == true)
        #expect(IPAddress("::1")?.isLoopback == true)
        #expect(IPAddress("127.0.0.2")?.isLoopback == false)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.1.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("203.0.113.9", "203.0.113.9", true),
        ("203.0.113.9", "203.0.113.8", false), ("fc00::/7", "fd12::1", true), ("fc00::/7", "fe80::1", false), ("0.0.0.0/0", "8.8.8.8", true),
        ("0.0.0.0/0", "2001:db8::1", false), ("2001:db8::/65", "2001:db8::1", true), ("2001:db8::/65", "2001:db8:0:0:8000::1", false),
    ])
    func `networks hold what lies in them`(network: String, address: String, isInside: Bool) throws {
        let block = try #require(CIDRBlock(network))
        #expect(block.contains(try #require(IPAddress(address))) == isInside)
    }

    @Test(arguments: ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "host/8"])
    func `malformed networks are refused`(text: String) {
        #expect(CIDRBlock(text) == nil)
    }

    @Test func `headers count in their order, from trusted peers only, and never when they hold no address`() {
        let resolver = ClientAddressResolver()
        let headers: HTTPFields = [.xForwardedFor: " 203.0.113.1 , 10.0.0.1", .cfConnectingIP: "203.0.113.2"]
        let trusted = IPAddress("10.1.2.3")
        #expect(resolver.clientAddress(peer: trusted, headers: headers) == IPAddress("203.0.113.1"))
        #expect(resolver.clientAddress(peer: nil, headers: headers) == IPAddress("203.0.113.1"))
        let stranger = IPAddress("198.51.100.1")
        #expect(resolver.clientAddress(peer: stranger, headers: headers) == stranger)
        var real = headers
        real[.xRealIP] = "203.0.113.3"
        #expect(resolver.clientAddress(peer: trusted, headers: real) == IPAddress("203.0.113.3"))
        real[.xRealIP] = "nonsense"
        #expect(resolver.clientAddress(peer: trusted, headers: real) == IPAddress("203.0.113.1"))
        #expect(resolver.clientAddress(peer: trusted, headers: [.xForwardedFor: "unknown"]) == trusted)
    }
}
