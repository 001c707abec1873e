/// Codes that prove control of an address (`contract/platform.md §4.1`).
public enum VerificationCodeText {
    /// 32 symbols that are not taken for one another: no 0 and O, no 1 and I.
    public static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    /// Symbols of a code.
    public static let length = 6
    /// Wrong tries after which a code is worth nothing.
    public static let allowedTries = 10

    /// A random code.
    ///
    /// - Parameter generator: Must be cryptographically secure outside of tests.
    public static func generate(using generator: inout some RandomNumberGenerator) -> String {
        String((0..<length).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] })
    }

    /// A random code from the system's secure generator.
    public static func generate() -> String {
        var generator = SystemRandomNumberGenerator()
        return generate(using: &generator)
    }
}
