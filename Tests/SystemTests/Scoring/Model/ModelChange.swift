import ByteJSON

/// A change of how a board ranks; nil for what it leaves alone.
struct ModelChange: Sendable {
    var isDescending: Bool?
    var keep: OracleBoard.Keep?
    var ties: OracleBoard.Ties?
    var ratio: OracleRatio?

    func applied(to board: OracleBoard) -> OracleBoard {
        var board = board
        board.isDescending = isDescending ?? board.isDescending
        board.keep = keep ?? board.keep
        board.ties = ties ?? board.ties
        board.ratio = ratio ?? board.ratio
        return board
    }

    /// - Parameter sources: Ids of the boards that a ratio board divides.
    func body(sources: [String]) -> JSONValue {
        var body: JSONObject = [:]
        body["sort_direction"] = isDescending.map { $0 ? "DESCENDING" : "ASCENDING" }
        body["keep_strategy"] = keep.map { .string($0.rawValue) }
        body["tie_policy"] = ties.map { .string($0.rawValue) }
        body["ratio_config"] = ratio.map { $0.body(sources: sources) }
        return .object(body)
    }
}

extension OracleBoard {
    /// What a request creates it with.
    func body(account: String, game: String, name: String, hasUniqueNames: Bool, sources: [String]) -> JSONValue {
        var body: JSONObject = [
            "account_id": .string(account), "game_id": .string(game), "name": .string(name), "board_type": .string(kind.rawValue),
            "keep_strategy": .string(keep.rawValue), "sort_direction": .string(direction), "tie_policy": .string(ties.rawValue),
            "unique_player_names": .bool(hasUniqueNames),
        ]
        body["ratio_config"] = ratio.map { $0.body(sources: sources) }
        return .object(body)
    }

    /// Whether a board's answer says the same.
    func isShown(by answer: GameAPI.Answer) -> Bool {
        let texts = ["board_type": kind.rawValue, "keep_strategy": keep.rawValue, "sort_direction": direction]
        guard texts.allSatisfy({ answer[$0.key]?.string == $0.value }) else { return false }
        // LEADR's own policy is not shown.
        guard (answer["tie_policy"]?.string ?? OracleBoard.Ties.newest.rawValue) == ties.rawValue else { return false }
        guard let ratio else { return answer["ratio_config"]?.object == nil }
        guard let shown = answer["ratio_config"]?.object, let wanted = ratio.body(sources: []).object else { return false }
        return wanted.members.allSatisfy { shown[$0.key] == $0.value || ($0.value.double != nil && shown[$0.key]?.double == $0.value.double) }
    }
}

extension OracleRatio {
    func body(sources: [String]) -> JSONValue {
        var body: JSONObject = [
            "zero_denominator_policy": .string(zeroPolicy), "min_denominator": .number(minDenominator), "min_numerator": .number(minNumerator),
            "scale": .integer(Int64(scale)), "display": isPercent ? "PERCENT" : "RAW", "decimals": .integer(Int64(decimals)),
        ]
        if let numerator = sources.first, let denominator = sources.last {
            body["numerator_board_id"] = .string(numerator)
            body["denominator_board_id"] = .string(denominator)
        }
        return .object(body)
    }
}
