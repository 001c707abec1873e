import Foundation

/// Whether a database is to be asked for (`contract/platform.md §6`, "Needs download"). No I/O.
enum RefreshDecision: Equatable, Sendable {
    /// It is young enough.
    case fresh
    /// Ask the server, unless it has only these versions.
    case ask(Validators)

    /// Decides about one database, by itself: missing, unusable, or older than `maximumAge`.
    ///
    /// - Parameter isForced: Ask in any case, and for whatever the server has.
    init(_ installed: InstalledDatabase?, _ record: RefreshRecord, now: Date, maximumAge: Duration, isForced: Bool) {
        guard !isForced else {
            self = .ask(.none)
            return
        }
        guard let installed, let content = installed.content else {
            self = .ask(Self.validators(record.rejected))
            return
        }
        guard now.timeIntervalSince(installed.modifiedAt) > maximumAge / .seconds(1) else {
            self = .fresh
            return
        }
        // A file that was put there by hand is not what the record tells of.
        let current = record.current.flatMap { version in
            version.size == installed.size && version.build == UInt64(content.builtAt.timeIntervalSince1970) ? version : nil
        }
        self = .ask(Self.validators((current.map { [$0] } ?? []) + record.rejected))
    }

    /// Those of several versions, the newest last.
    private static func validators(_ versions: [RefreshRecord.Version]) -> Validators {
        Validators(tags: versions.compactMap(\.tag), lastModified: versions.last { $0.lastModified != nil }?.lastModified)
    }
}
