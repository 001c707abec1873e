/// Names of users (`contract/platform.md §3.2`, `§4.1`).
public enum DisplayName {
    /// The trimmed name.
    ///
    /// - Throws: ``DomainError/badRequest(_:)`` when it is blank, too short or too long.
    public static func checked(_ name: String) throws(DomainError) -> String {
        try NameRule.bounded(name, label: "Display name")
    }

    /// A given name, or another one when none is given.
    ///
    /// - Throws: ``DomainError/badRequest(_:)`` when a given name breaks the rule.
    public static func chosen(_ name: String?, or fallback: @autoclosure () -> String) throws(DomainError) -> String {
        guard let name, !WhitespaceText.isBlank(name) else { return fallback() }
        return try checked(name)
    }

    /// The part of an address before the `@`; one that is too short gets a `1`, one that is too long is cut.
    public static func fallback(for address: String) -> String {
        let local = String(address.prefix { $0 != "@" }.prefix(NameRule.lengths.upperBound))
        return local.unicodeScalars.count < NameRule.lengths.lowerBound ? local + "1" : local
    }
}
