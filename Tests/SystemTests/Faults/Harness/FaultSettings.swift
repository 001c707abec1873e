import Foundation
import Testing

/// How hard the fault tests try; `scripts/faults` sets the environment.
enum FaultSettings {
    /// Whether `scripts/faults` runs the tests: the whole battery, at full length, with limits on time. Otherwise a short part of it runs, which judges
    /// correctness alone.
    static let isFull = value("LEADR_FAULTS") == "1"
    /// File that each test appends its line of the table to; nil for none.
    static let report = value("LEADR_FAULTS_REPORT")
    /// What random choices begin with.
    static let seed = value("LEADR_FAULTS_SEED").flatMap { UInt64($0) } ?? .random(in: 0..<1_000_000_000)
    /// Library that moves the clock of a process, `scripts/lib/clock-shift.c`; nil when it could not be built.
    static let clock = value("LEADR_FAULTS_CLOCK")
    /// Worker processes of each kind.
    static let workers = value("LEADR_FAULTS_WORKERS").flatMap { Int($0) } ?? 2

    /// One of two values, by what runs the tests.
    static func pick<Value>(full: Value, short: Value) -> Value { isFull ? full : short }

    private static func value(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
}

extension Trait where Self == ConditionTrait {
    /// Too long, or too dependent on an idle machine, for every run of the tests.
    static var onlyInBattery: Self { .enabled(if: FaultSettings.isFull, "run by scripts/faults") }
}
