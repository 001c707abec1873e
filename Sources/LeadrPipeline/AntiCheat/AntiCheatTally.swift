import LeadrDomain

/// Adds up what the checks did to the submissions of a batch.
struct AntiCheatTally {
    struct Finding: Hashable {
        let rule: String
        /// What became of the submission; in a dry run it is accepted.
        let action: AntiCheatAction
    }

    struct Flag: Hashable {
        let type: FlagType
        let confidence: FlagConfidence
    }

    /// Names of the checks, in order.
    private let rules: [String]
    /// Submissions that each check looked at.
    private(set) var evaluations: [String: Int] = [:]
    private(set) var findings: [Finding: Int] = [:]
    private(set) var flags: [Flag: Int] = [:]

    init(rules: [String]) {
        self.rules = rules
    }

    /// Counts a verdict that was given just now. The check that struck was the last to look.
    mutating func add(_ verdict: AntiCheatVerdict) {
        let struck = verdict.explanation?.rule
        let last = rules.firstIndex { $0 == struck } ?? rules.count - 1
        for rule in rules.prefix(last + 1) { evaluations[rule, default: 0] += 1 }
        if let struck { findings[Finding(rule: struck, action: verdict.action), default: 0] += 1 }
        if let type = verdict.flagType, let confidence = verdict.confidence { flags[Flag(type: type, confidence: confidence), default: 0] += 1 }
    }
}
