import ByteJSON

/// A score as both SDKs read it.
struct SDKScore: Sendable, Equatable {
    let id: String
    let value: Double
    let rank: Int
    let playerName: String?
    let isPlaceholder: Bool

    init(_ object: JSONObject) throws {
        let reader = SDKReader(object)
        id = try reader.text("id")
        value = try reader.double("value")
        rank = try reader.int("rank")
        playerName = try reader.optionalText("player_name")
        isPlaceholder = try reader.bool("is_placeholder")
        _ = try reader.bool("is_test")
        for name in ["account_id", "game_id", "board_id", "identity_id", "value_display", "created_at", "updated_at"] {
            _ = try reader.optionalText(name)
        }
        _ = try reader.dictionary("metadata")
    }
}

/// A board as both SDKs read it.
struct SDKBoard: Sendable {
    let id: String
    let slug: String?

    init(_ object: JSONObject) throws {
        let reader = SDKReader(object)
        id = try reader.text("id")
        slug = try reader.optionalText("slug")
        for name in ["is_active", "is_published"] { _ = try reader.bool(name) }
        for name in [
            "account_id", "game_id", "name", "short_code", "icon", "unit", "description", "starts_at", "ends_at", "created_at", "updated_at",
        ] { _ = try reader.optionalText(name) }
        guard ["ASCENDING", "DESCENDING"].contains(try reader.text("sort_direction")),
            ["FIRST", "BEST", "LATEST", "NA"].contains(try reader.text("keep_strategy")),
            ["RUN_IDENTITY", "RUN_RUNS", "COUNTER", "RATIO"].contains(try reader.text("board_type"))
        else { throw SystemTestError("an enumeration the SDKs do not know: \(object)") }
        _ = try reader.texts("tags")
        _ = try reader.dictionary("ratio_config")
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
