/// What one check found: a fact, why it matters, and what to do about it. `docs/doctor.md` lists all checks.
public struct CheckFinding: Sendable, Equatable {
    /// How bad it is.
    public enum Severity: String, Sendable, Comparable, CaseIterable {
        /// As it should be.
        case ok
        /// Works, with a risk that an operator should know.
        case warning
        /// Work would be lost or cannot be done.
        case error

        /// From harmless to bad.
        public static func < (left: Severity, right: Severity) -> Bool {
            // Declared in ascending order.
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// Name of the check, such as `redis.eviction`.
    public let check: String
    /// How bad it is.
    public let severity: Severity
    /// The fact and, unless all is well, its danger; one line without secrets.
    public let text: String
    /// What to do; nil when there is nothing to do.
    public let fix: String?
    /// Whether `BOOT_CHECKS=warn` lets a process start in spite of it.
    public let isWaivable: Bool

    /// All is well.
    public static func ok(_ check: String, _ text: String) -> CheckFinding {
        CheckFinding(check: check, severity: .ok, text: text, fix: nil, isWaivable: true)
    }

    /// A risk.
    public static func warning(_ check: String, _ text: String, fix: String) -> CheckFinding {
        CheckFinding(check: check, severity: .warning, text: text, fix: fix, isWaivable: true)
    }

    /// A danger; no process starts.
    public static func error(_ check: String, _ text: String, fix: String, isWaivable: Bool = true) -> CheckFinding {
        CheckFinding(check: check, severity: .error, text: text, fix: fix, isWaivable: isWaivable)
    }
}

extension CheckFinding: CustomStringConvertible {
    /// Text and fix on one line.
    public var description: String {
        guard let fix else { return text }
        return "\(text); to mend it: \(fix)"
    }
}
