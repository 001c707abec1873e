/// The checks of the servers before a process begins its work (`design.md` §3, "Boot checks").
public struct BootCheckSettings: Sendable, Equatable {
    /// What a process does about a fact that speaks against starting.
    public var mode: BootCheckMode
    /// Difference between two clocks that is worth a warning.
    public var clockSkewWarning: Duration
    /// Difference between two clocks with which no process starts.
    public var clockSkewLimit: Duration

    init(_ reader: inout SettingsReader) {
        reader.topic = "Boot checks"
        mode = reader.choice(
            "BOOT_CHECKS",
            default: BootCheckMode.enforce,
            "what dangerous facts about the servers do: refuse the start, or only warn"
        )
        clockSkewWarning = reader.seconds("CLOCK_SKEW_WARNING_SECONDS", default: 2, in: 1...3600, "difference between two clocks that is warned of")
        clockSkewLimit = reader.seconds("CLOCK_SKEW_LIMIT_SECONDS", default: 30, in: 1...3600, "difference between two clocks that refuses the start")
        if clockSkewWarning > clockSkewLimit {
            reader.report("CLOCK_SKEW_WARNING_SECONDS", "must not be more than CLOCK_SKEW_LIMIT_SECONDS")
        }
    }
}
