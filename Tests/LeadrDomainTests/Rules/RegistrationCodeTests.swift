import LeadrDomain
import Testing

@Suite("Verification codes and jam codes")
struct RegistrationCodeTests {
    @Test func `a code has six of 32 symbols that nobody confuses`() {
        let codes = (0..<300).map { _ in VerificationCodeText.generate() }
        #expect(codes.allSatisfy { $0.count == 6 && $0.allSatisfy(VerificationCodeText.alphabet.contains) })
        #expect(Set(codes).count > 290)
        #expect(Set(VerificationCodeText.alphabet).count == 32)
        #expect(!VerificationCodeText.alphabet.contains { "01OI".contains($0) })
    }

    @Test func `jam codes are compared in upper case and without blanks around them`() {
        #expect(JamCodeText.normalised(" gameJam25\n") == "GAMEJAM25")
        #expect(JamCodeText.isAlphanumeric("gameJam25"))
        for text in ["", "a b", "a-b", "é", "[", "@`"] { #expect(!JamCodeText.isAlphanumeric(text), "\(text)") }
    }
}
