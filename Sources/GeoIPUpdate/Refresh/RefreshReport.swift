import GeoIP

/// How the refresh of one edition ended.
public struct RefreshReport: Sendable, Equatable {
    /// The database.
    public let edition: GeoEdition
    /// How it ended.
    public let outcome: RefreshOutcome

    /// A report.
    public init(edition: GeoEdition, outcome: RefreshOutcome) {
        self.edition = edition
        self.outcome = outcome
    }
}

extension [RefreshReport] {
    /// Whether a file was replaced.
    public var hasInstalled: Bool {
        contains { if case .installed = $0.outcome { true } else { false } }
    }

    /// What may go well in a minute.
    public var transient: [RefreshReport] { filter { $0.outcome.kind == .transient } }
}
