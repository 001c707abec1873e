/// One check of `contract/scoring.md §6.2`. It does no I/O and remembers nothing: what it finds depends on what it is given alone.
///
/// To add a check, make a type of its own and give it a line in ``AntiCheatEvaluator/standardDetectors``.
public protocol AntiCheatDetector: Sendable {
    /// Its name in stored verdicts, metrics and logs; never changed, never given to another check.
    var rule: String { get }

    /// What it finds about a submission, given what is remembered of those before it; nil when it has nothing to say.
    func inspect(_ submission: AntiCheatSubmission, in window: AntiCheatWindow, by policy: AntiCheatPolicy) -> AntiCheatFinding?
}
