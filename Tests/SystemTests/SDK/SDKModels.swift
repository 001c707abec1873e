import ByteJSON

/// A score as both SDKs read it.
struct SDKScore: Sendable, Equatable {
    let id: String
    let value: Double
    let rank: Int
    let playerName: String?
    let metadata: JSONObject?
    let isPlaceholder: Bool
    let isTest: Bool

    init(_ object: JSONObject) throws {
        let reader = SDKReader(object)
        id = try reader.text("id")
        value = try reader.double("value")
        rank = try reader.int("rank")
        playerName = try reader.optionalText("player_name")
        metadata = try reader.dictionary("metadata")
        isPlaceholder = try reader.bool("is_placeholder")
        isTest = try reader.bool("is_test")
        for name in ["account_id", "game_id", "board_id", "identity_id", "value_display"] { _ = try reader.optionalText(name) }
        for name in ["created_at", "updated_at"] { try reader.optionalTime(name) }
    }
}

/// A board as both SDKs read it.
struct SDKBoard: Sendable, Equatable {
    let id: String
    let slug: String?
    let type: String
    let startsAt: String?
    let endsAt: String?
    let tags: [String]
    let ratio: SDKRatio?

    init(_ object: JSONObject) throws {
        let reader = SDKReader(object)
        id = try reader.text("id")
        slug = try reader.optionalText("slug")
        type = try reader.text("board_type")
        startsAt = try reader.optionalTime("starts_at")
        endsAt = try reader.optionalTime("ends_at")
        tags = try reader.texts("tags")
        ratio = try reader.dictionary("ratio_config").map(SDKRatio.init)
        for name in ["is_active", "is_published"] { _ = try reader.bool(name) }
        for name in ["account_id", "game_id", "name", "short_code", "icon", "unit", "description"] { _ = try reader.optionalText(name) }
        for name in ["created_at", "updated_at"] { try reader.optionalTime(name) }
        guard ["ASCENDING", "DESCENDING"].contains(try reader.text("sort_direction")),
            ["FIRST", "BEST", "LATEST", "NA"].contains(try reader.text("keep_strategy")),
            ["RUN_IDENTITY", "RUN_RUNS", "COUNTER", "RATIO"].contains(type)
        else { throw SystemTestError("an enumeration the SDKs do not know: \(object)") }
    }
}

/// How a board of ratios is made, as the SDKs find it in the board (`contract/scoring.md §2.2`).
struct SDKRatio: Sendable, Equatable {
    let numerator: String
    let denominator: String

    init(_ object: JSONObject) throws {
        let reader = SDKReader(object)
        numerator = try reader.text("numerator_board_id")
        denominator = try reader.text("denominator_board_id")
        for name in ["id", "zero_denominator_policy", "display", "tie_breaker"] { _ = try reader.text(name) }
        for name in ["min_denominator", "min_numerator"] { _ = try reader.double(name) }
        for name in ["scale", "decimals"] { _ = try reader.int(name) }
        for name in ["created_at", "updated_at"] { try reader.optionalTime(name) }
    }
}

/// A page of a list.
struct SDKPage<Row: Sendable>: Sendable {
    let rows: [Row]
    let next: String?
    let previous: String?

    init(_ object: JSONObject, _ read: (JSONObject) throws -> Row) throws {
        guard let data = object["data"]?.array, let pagination = object["pagination"]?.object else {
            throw SystemTestError("no page: \(object)")
        }
        rows = try data.map { value in
            guard let members = value.object else { throw SystemTestError("a row is no object: \(value)") }
            return try read(members)
        }
        let reader = SDKReader(pagination)
        guard try reader.int("count") == rows.count else { throw SystemTestError("count differs from the rows: \(pagination)") }
        // They page on only if there is more and a cursor as well.
        next = try reader.bool("has_next") ? try reader.optionalText("next_cursor") : nil
        previous = try reader.bool("has_prev") ? try reader.optionalText("prev_cursor") : nil
    }
}
