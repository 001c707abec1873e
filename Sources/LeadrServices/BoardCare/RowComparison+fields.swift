import ByteJSON
import LeadrDomain

extension RowComparison {
    /// The fields in which two forms of a row differ.
    static func fields(found: BoardState, expected: BoardState) -> [BoardDifference.Field] {
        var fields = FieldList()
        fields.compare("value", found.value.json, expected.value.json)
        fields.compare("rank_value", found.rankValue.json, expected.rankValue.json)
        fields.compare("sum", .text(found.sum?.text), .text(expected.sum?.text))
        fields.compare("numerator", found.ratio?.numerator.json ?? .null, expected.ratio?.numerator.json ?? .null)
        fields.compare("denominator", found.ratio?.denominator.json ?? .null, expected.ratio?.denominator.json ?? .null)
        fields.compare("score_event_id", .text(found.selectedEventID?.wire), .text(expected.selectedEventID?.wire))
        fields.compare("selected_at", .time(found.selectedAt), .time(expected.selectedAt))
        fields.compare("event_count", .count(found.eventCount), .count(expected.eventCount))
        fields.compare("deleted", .bool(found.deletedAt != nil), .bool(expected.deletedAt != nil))
        fields.compare(RankedRow(found), RankedRow(expected))
        return fields.differing
    }

    /// The fields in which two forms of a run differ, moderation aside.
    static func fields(found: RunEntry, expected: RunEntry) -> [BoardDifference.Field] {
        var fields = FieldList()
        fields.compare("value", .number(found.value), .number(expected.value))
        fields.compare("rank_value", .number(found.rankValue), .number(expected.rankValue))
        fields.compare(RankedRow(found), RankedRow(expected))
        return fields.differing
    }
}

/// Collects the fields that differ.
private struct FieldList {
    var differing: [BoardDifference.Field] = []

    mutating func compare(_ name: String, _ found: JSONValue, _ expected: JSONValue) {
        if found != expected { differing.append(BoardDifference.Field(name, found: found, expected: expected)) }
    }

    /// What rows of both kinds show of their event.
    mutating func compare(_ found: RankedRow, _ expected: RankedRow) {
        compare("player_name", .string(found.playerName), .string(expected.playerName))
        compare("value_display", .text(found.valueDisplay), .text(expected.valueDisplay))
        // The database writes blanks between tokens.
        compare("metadata", JSONValue(stored: found.metadata), JSONValue(stored: expected.metadata))
        compare("timezone", .text(found.geo.timezone), .text(expected.geo.timezone))
        compare("country", .text(found.geo.country), .text(expected.geo.country))
        compare("city", .text(found.geo.city), .text(expected.geo.city))
        compare("created_at", .time(found.createdAt), .time(expected.createdAt))
    }
}

extension Double? {
    fileprivate var json: JSONValue { map { .number($0) } ?? .null }
}

extension Double {
    fileprivate var json: JSONValue { .number(self) }
}

extension JSONValue {
    /// A stored document; null when there is none, or it cannot be read.
    init(stored bytes: [UInt8]?) {
        guard let bytes else {
            self = .null
            return
        }
        var scanner = JSONScanner(bytes)
        self = (try? scanner.parse()) ?? .null
    }
}

extension Board {
    /// How events become the row of a player; nil for boards with one row per event, or without events.
    var fold: StateFold? {
        StateFold(boardType: boardType, keepStrategy: keepStrategy, isDescending: sortDirection.isDescending)
    }
}
