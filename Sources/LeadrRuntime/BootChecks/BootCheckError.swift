/// Why a process does not start: facts about its servers that would cost work or make it impossible. Starting again without a change is pointless.
public struct BootCheckError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The findings that speak against it; never empty.
    public let findings: [CheckFinding]

    /// Every fact with its danger and its remedy, on one line.
    public var description: String { findings.map(\.description).joined(separator: " | ") }
}
