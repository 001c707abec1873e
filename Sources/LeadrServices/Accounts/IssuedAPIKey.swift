import LeadrDomain

/// A new key together with its text, which is shown once and stored nowhere (`contract/platform.md §2.1`).
public struct IssuedAPIKey: Sendable {
    /// What is stored.
    public let key: APIKey
    /// The key as its holder presents it.
    public let text: String
}
