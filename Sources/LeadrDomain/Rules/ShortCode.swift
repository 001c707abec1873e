/// Short codes of boards (`contract/scoring.md §2.1`).
public enum ShortCode {
    /// 31 symbols that are not taken for one another: no 0 and O, no 1, I and L.
    public static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    /// Symbols of a generated code.
    public static let length = 6
    /// How many codes are tried before giving up.
    public static let attempts = 10

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

    /// A given code, trimmed and in upper case.
    ///
    /// - Throws: ``DomainError/badRequest(_:)`` when nothing is left.
    public static func normalised(_ code: String) throws(DomainError) -> String {
        let trimmed = WhitespaceText.trimmed(code)
        guard !trimmed.isEmpty else { throw .badRequest("Short code cannot be empty") }
        return trimmed.uppercased()
    }
}
