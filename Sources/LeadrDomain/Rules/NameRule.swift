/// Rules for the names of things (`contract/platform.md §3`, `contract/scoring.md §2.1`).
public enum NameRule {
    /// Least and greatest number of characters (code points) of account and display names.
    public static let lengths = 2...100

    /// A name of which the contract only says that it is trimmed and not blank: games, boards, templates.
    ///
    /// - Parameter label: Start of the error text, for example `Board name`.
    /// - Throws: ``DomainError/badRequest(_:)`` when it is blank.
    public static func trimmed(_ name: String, label: String) throws(DomainError) -> String {
        let trimmed = WhitespaceText.trimmed(name)
        guard !trimmed.isEmpty else { throw .badRequest("\(label) cannot be empty") }
        return trimmed
    }

    /// A name of 2 to 100 characters: accounts, users.
    ///
    /// - Parameter label: Start of the error text, for example `Account name`.
    /// - Throws: ``DomainError/badRequest(_:)`` when it is blank, too short or too long.
    public static func bounded(_ name: String, label: String) throws(DomainError) -> String {
        let trimmed = try trimmed(name, label: label)
        guard lengths.contains(trimmed.unicodeScalars.count) else {
            throw .badRequest("\(label) must be between \(lengths.lowerBound) and \(lengths.upperBound) characters")
        }
        return trimmed
    }
}
