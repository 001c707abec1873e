import ByteJSON
import LeadrDomain

/// What a check of a board found: all differences counted, the first of each kind kept. No I/O.
public struct BoardVerification: Hashable, Sendable {
    /// Differences kept of each kind.
    public static let keptPerKind = 20

    /// Players whose rows were compared with their events.
    public var players = 0
    /// Ranked rows that were looked for in the rank index.
    public var rows = 0
    /// Entries of the rank index that were compared with rows.
    public var entries = 0
    /// How many differences there are of each kind; kinds without any are left out.
    public private(set) var counts: [BoardDifference.Kind: Int] = [:]
    /// The first of each kind, in the order in which they were found.
    public private(set) var kept: [BoardDifference] = []

    /// Nothing found yet.
    public init() {}

    /// Whether everything is as it must be.
    public var isClean: Bool { counts.isEmpty }

    /// Counts a difference, and keeps it if it is among the first of its kind.
    public mutating func add(_ difference: BoardDifference) {
        counts[difference.kind, default: 0] += 1
        if counts[difference.kind, default: 0] <= Self.keptPerKind { kept.append(difference) }
    }

    /// The result for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        var found = JSONObject()
        for kind in BoardDifference.Kind.allCases { found[kind.rawValue] = .count(counts[kind] ?? 0) }
        return [
            "clean": .bool(isClean), "players": .count(players), "rows": .count(rows), "index_entries": .count(entries), "counts": .object(found),
            "differences": .array(kept.map { $0.jsonDescription() }),
        ]
    }
}
