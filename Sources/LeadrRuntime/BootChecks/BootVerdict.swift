/// Sorts findings into those that keep a process from starting and those it only tells about.
struct BootVerdict: Equatable {
    /// Keep the process from starting.
    let refusals: [CheckFinding]
    /// Told about.
    let remarks: [CheckFinding]

    init(_ findings: [CheckFinding], mode: BootCheckMode) {
        refusals = findings.filter { $0.severity == .error && (mode == .enforce || !$0.isWaivable) }
        let refused = refusals
        remarks = findings.filter { $0.severity != .ok && !refused.contains($0) }
    }
}
