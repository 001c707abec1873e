/// What a process does about a fact that speaks against starting (`BOOT_CHECKS`).
public enum BootCheckMode: String, Sendable, CaseIterable {
    /// Refuses to start.
    case enforce
    /// Logs and starts, except where processes would contradict each other: another number of shards, another schema.
    case warn
}
