import LeadrDomain
import Testing

/// A reproducible source of randomness (SplitMix64).
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64 = 1

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Short codes and API keys")
struct CodeTests {
    @Test func `a code has six symbols of an alphabet without look-alikes`() {
        var generator = SplitMix()
        let codes = (0..<200).map { _ in ShortCode.generate(using: &generator) }
        #expect(codes.allSatisfy { $0.count == 6 && $0.allSatisfy(ShortCode.alphabet.contains) })
        #expect(Set(codes).count > 190)
        #expect(ShortCode.alphabet.count == 31)
        #expect(!ShortCode.alphabet.contains { "01OIL".contains($0) })
    }

    @Test func `a given code is trimmed and upper-cased`() throws {
        #expect(try ShortCode.normalised("  ab2c\n") == "AB2C")
        #expect(throws: DomainError.badRequest("Short code cannot be empty")) { try ShortCode.normalised(" \t") }
    }

    @Test func `a key has 47 characters and finds itself by its first 14`() {
        var generator = SplitMix()
        let key = APIKeyFormat.generate(using: &generator)
        #expect(key.count == 47)
        #expect(key.hasPrefix("ldr_"))
        #expect(key.dropFirst(4).allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        #expect(APIKeyFormat.prefix(of: key) == String(key.prefix(14)))
        #expect(APIKeyFormat.generate() != APIKeyFormat.generate())
    }

    @Test(arguments: ["", "ldr_", "ldr_123456789", "LDR_1234567890", "abc_1234567890", "ldr_12345 67890", "ldr_123456789é"])
    func `no key of this product`(text: String) {
        #expect(APIKeyFormat.prefix(of: text) == nil)
    }

    @Test func `the shortest key is its own prefix`() {
        #expect(APIKeyFormat.prefix(of: "ldr_1234567890") == "ldr_1234567890")
    }
}
