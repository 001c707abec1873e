import LeadrDomain

/// What one run made of the templates that were due.
public struct GenerationReport: Hashable, Sendable {
    /// New boards, in the order in which they were made.
    public internal(set) var boards: [BoardID] = []
    /// Templates that failed; they are still due.
    public internal(set) var failures = 0
}
