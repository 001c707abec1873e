import LeadrDomain

/// Which backups are kept.
public struct BackupRetention: Hashable, Sendable {
    /// Days after which a backup goes; 0 keeps all.
    public var days: Int
    /// As many of the newest stay however old they are.
    public var minimum: Int

    /// Creates a rule.
    public init(days: Int, minimum: Int) {
        self.days = days
        self.minimum = minimum
    }

    /// The backups that may go, oldest first.
    public func expired(_ backups: [BackupName], at now: Timestamp) -> [BackupName] {
        guard days > 0 else { return [] }
        let limit = now - .seconds(86_400 * days)
        return backups.sorted().dropLast(max(0, minimum)).filter { $0.time < limit }
    }
}
