/// One row of the table of settings: what an operator may set, and what it means.
///
/// The rows are produced by the same calls that read the values, so the documentation cannot say anything else than the code does.
public struct SettingDefinition: Sendable, Equatable {
    /// The environment variable.
    public let name: String
    /// The heading under which the documentation lists it.
    public let topic: String
    /// How its text is read: `text`, `integer`, `boolean`, `list of texts` …
    public let kind: String
    /// The default as an operator would write it; nil when there is none.
    public let defaultText: String?
    /// The unit of a number, or the range it must lie in.
    public let unit: String?
    /// What it does, one sentence.
    public let meaning: String
    /// Whether its value must never be shown.
    public let isSecret: Bool
}
