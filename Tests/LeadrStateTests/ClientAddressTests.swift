import Testing

@testable import LeadrState

@Suite struct ClientAddressTests {
    @Test(arguments: [
        ("127.0.0.1", "7f000001"), ("::ffff:10.1.2.3", "0a010203"), ("2001:db8:1:2:3:4:5:6", "20010db800010002"),
        ("fe80::1%eth0", "fe80000000000000"),
    ])
    func `an address is counted by its network`(text: String, key: String) {
        #expect(ClientAddress(text)?.key == key)
    }

    @Test(arguments: ["", "localhost", "1.2.3", "1.2.3.4.5", "x{y}", "127.0.0.1:80", " 127.0.0.1"])
    func `what is no address is not counted`(text: String) {
        #expect(ClientAddress(text) == nil)
    }

    @Test func `waits are told in whole seconds, at least one`() {
        #expect(LimitDecision.allowed.retryAfterSeconds == nil)
        #expect([0, 1, 1000, 1001].map { LimitDecision.limited(retryAfter: .milliseconds($0)).retryAfterSeconds } == [1, 1, 1, 2])
    }
}
