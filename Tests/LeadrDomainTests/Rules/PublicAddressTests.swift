import LeadrDomain
import Testing

@Suite struct PublicAddressTests {
    @Test(arguments: [
        "8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "198.20.0.1", "2606:4700::1111", "2a00::1", "2001:200::1", "::ffff:8.8.8.8",
        "2002:808:808::1",
    ])
    func `addresses of the internet are public`(_ text: String) {
        #expect(PublicAddress.contains(text) == true)
    }

    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::",
        "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "100::1", "fc00::1", "fd12::1", "fe80::1", "fec0::1",
        "ff02::1",
        "2001::1", "2001:1ff::1", "2001:db8::1", "2002:7f00:1::1", "2002:a00:1::", "3fff::1", "4000::1",
    ])
    func `addresses of somebody's network are not`(_ text: String) {
        #expect(PublicAddress.contains(text) == false)
    }

    @Test(arguments: ["localhost", "example.com", "", "1.2.3", "127.1", "0x7f000001", "2130706433", "[::1]", "::1%lo", "1.2.3.4 "])
    func `what is no address is not judged`(_ text: String) {
        #expect(PublicAddress.contains(text) == nil)
    }
}
