import Testing

@testable import LeadrDomain

@Suite struct Base64URLTests {
    @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy")])
    func `the vectors of RFC 4648 hold both ways, with and without padding`(plain: String, encoded: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == Array(plain.utf8))
        #expect(Base64URL.decode(encoded.replacing("=", with: "")) == Array(plain.utf8))
    }

    @Test func `the alphabet is the URL-safe one; the other one is read as well`() {
        #expect(Base64URL.encode([0xFB, 0xFF, 0xBF]) == "-_-_")
        #expect(Base64URL.decode("-_-_") == [0xFB, 0xFF, 0xBF])
        #expect(Base64URL.decode("+/+/") == [0xFB, 0xFF, 0xBF])
    }

    @Test(arguments: ["A", "AAAAA", "AA=", "AAA==", "A===", "=", "====", "AA=A", "AA==A", "A A=", "AA\n", "ä", "AAAA=", "AAAA===="])
    func `anything else is refused`(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test func `random bytes come back`() {
        var generator = SeededGenerator(seed: 9)
        for count in 0..<200 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
    }
}
