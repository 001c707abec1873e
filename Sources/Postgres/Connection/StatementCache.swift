/// Which statements a session has prepared: by SQL text, bounded, the least recently used goes first. Pure bookkeeping; the session does the talking.
///
/// A parameter that is NULL says nothing about its type. Such a position stays open in the entry and is filled by preparing again when a typed value
/// comes, so that a statement with optional parameters ends as one prepared statement, not as one for each combination.
struct StatementCache {
    /// What to do to run a statement.
    enum Lookup: Equatable {
        /// It is prepared under this name.
        case prepared(name: String)
        /// Prepare it under this name with these types first.
        case missing(name: String, types: [UInt32])
    }

    private struct Entry {
        var name: String
        var types: [UInt32]
        var lastUse: UInt64
    }

    /// Stands for the type of a NULL that nobody named; never a real object id.
    static let unknownType = UInt32.max

    private let limit: Int
    private var entries: [String: Entry] = [:]
    private var clock: UInt64 = 0
    private var discarded: [String] = []

    /// A cache of at most `limit` statements.
    init(limit: Int) {
        self.limit = max(1, limit)
    }

    /// Number of statements held.
    var count: Int { entries.count }

    /// Finds a statement, or makes room and names a new one, which counts as prepared from here on.
    mutating func lookup(sql: String, types: [UInt32]) -> Lookup {
        clock += 1
        guard let entry = entries[sql] else {
            if entries.count >= limit { discardOldest() }
            return insert(sql: sql, types: types)
        }
        if Self.serves(entry.types, wanted: types) {
            entries[sql]?.lastUse = clock
            return .prepared(name: entry.name)
        }
        discarded.append(entry.name)
        return insert(sql: sql, types: Self.merge(entry.types, wanted: types))
    }

    /// Forgets a statement that could not be prepared, or whose plan went stale and which the server still holds.
    mutating func remove(sql: String, isHeldByServer: Bool) {
        guard let entry = entries.removeValue(forKey: sql) else { return }
        if isHeldByServer { discarded.append(entry.name) }
    }

    /// Forgets everything, because the server did.
    mutating func removeAll() {
        entries.removeAll()
        discarded.removeAll()
    }

    /// Names that the server may forget; each is handed out once.
    mutating func takeDiscarded() -> [String] {
        defer { discarded.removeAll() }
        return discarded
    }

    private mutating func insert(sql: String, types: [UInt32]) -> Lookup {
        // Names are never reused, so a name that the server kept by accident is in nobody's way.
        let name = "s\(clock)"
        entries[sql] = Entry(name: name, types: types, lastUse: clock)
        return .missing(name: name, types: types)
    }

    /// A scan, because it happens only when the working set outgrows the limit.
    private mutating func discardOldest() {
        guard let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
        remove(sql: oldest.key, isHeldByServer: true)
    }

    private static func serves(_ prepared: [UInt32], wanted: [UInt32]) -> Bool {
        prepared.count == wanted.count && zip(prepared, wanted).allSatisfy { $1 == unknownType || $0 == $1 }
    }

    private static func merge(_ prepared: [UInt32], wanted: [UInt32]) -> [UInt32] {
        guard prepared.count == wanted.count else { return wanted }
        return zip(prepared, wanted).map { $1 == unknownType ? $0 : $1 }
    }
}
