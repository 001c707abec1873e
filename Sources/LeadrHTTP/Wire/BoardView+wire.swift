import ByteJSON
import LeadrDomain
import LeadrServices

extension BoardView {
    /// Writes the board as administrators and clients see it (`contract/scoring.md §2.1`).
    func write(to writer: inout JSONWriter, pages: PublicPages) {
        writer.beginObject()
        writer.member("id", board.id)
        writer.member("account_id", board.accountID)
        writer.member("game_id", board.gameID)
        writer.member("name", board.name)
        writer.member("slug", board.slug)
        writer.member("short_code", board.shortCode)
        writer.member("description", board.description)
        writer.member("icon", board.icon)
        writer.member("unit", board.unit)
        writer.member("is_active", board.isActive)
        writer.member("is_published", board.isPublished)
        writer.member("unique_player_names", board.uniquePlayerNames)
        writer.member("sort_direction", board.sortDirection.wire)
        writer.member("board_type", board.boardType.wire)
        writer.member("keep_strategy", board.keepStrategy.wire)
        writer.member(board.tiePolicy)
        writer.member("created_from_template_id", board.createdFromTemplateID)
        writer.member("template_name", board.templateName)
        writer.member("starts_at", board.startsAt)
        writer.member("ends_at", board.endsAt)
        writer.member("tags", board.tags)
        writer.key("ratio_config")
        if let ratio { ratio.write(to: &writer) } else { writer.null() }
        if let pending = board.pendingRanking { pending.write(to: &writer) }
        writer.member("url_short", pages.shortURL(of: board))
        writer.member("created_at", board.createdAt)
        writer.member("updated_at", board.updatedAt)
        writer.endObject()
    }
}

extension BoardRanking {
    /// Writes what a board is about to have; absent while nothing is pending.
    fileprivate func write(to writer: inout JSONWriter) {
        writer.key("pending_ranking")
        writer.beginObject()
        writer.member("sort_direction", sortDirection.wire)
        writer.member("keep_strategy", keepStrategy.wire)
        writer.member("tie_policy", tiePolicy.wire)
        writer.endObject()
    }
}

extension BoardRatioConfig {
    /// Writes the configuration of a RATIO board (`contract/scoring.md §2.2`).
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("numerator_board_id", numeratorBoardID)
        writer.member("denominator_board_id", denominatorBoardID)
        writer.member("zero_denominator_policy", zeroDenominatorPolicy.wire)
        writer.member("min_denominator", minDenominator)
        writer.member("min_numerator", minNumerator)
        writer.member("scale", scale)
        writer.member("display", display.wire)
        writer.member("decimals", decimals)
        writer.member("tie_breaker", tieBreaker.wire)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension Schema {
    /// A board.
    static let board = Schema.object(
        "Board",
        [
            SchemaField("id", .id(Kinds.Board.self)), SchemaField("account_id", .id(Kinds.Account.self)),
            SchemaField("game_id", .id(Kinds.Game.self)), SchemaField("name", .string), SchemaField("slug", .string),
            SchemaField("short_code", .string), SchemaField("description", Schema.string.orNull), SchemaField("icon", Schema.string.orNull),
            SchemaField("unit", Schema.string.orNull), SchemaField("is_active", .boolean), SchemaField("is_published", .boolean),
            SchemaField("unique_player_names", .boolean), SchemaField("sort_direction", .oneOf(SortDirection.self)),
            SchemaField("board_type", .oneOf(BoardType.self)), SchemaField("keep_strategy", .oneOf(KeepStrategy.self)),
            .tiePolicy, SchemaField("created_from_template_id", Schema.id(Kinds.BoardTemplate.self).orNull),
            SchemaField("template_name", Schema.string.orNull), SchemaField("starts_at", Schema.timestamp.orNull),
            SchemaField("ends_at", Schema.timestamp.orNull), SchemaField("tags", Schema.string.list),
            SchemaField("ratio_config", Schema.ratioConfig.orNull), SchemaField("url_short", Schema.string.orNull),
            SchemaField("pending_ranking", .boardRanking, isRequired: false),
        ] + SchemaField.times,
        isClosed: true
    )

    /// What a board is about to have.
    static let boardRanking = Schema.object(
        "BoardRanking",
        [
            SchemaField("sort_direction", .oneOf(SortDirection.self)), SchemaField("keep_strategy", .oneOf(KeepStrategy.self)),
            SchemaField("tie_policy", .oneOf(TiePolicy.self)),
        ],
        isClosed: true
    )

    /// The configuration of a RATIO board.
    static let ratioConfig = Schema.object(
        "BoardRatioConfig",
        [
            SchemaField("id", .id(Kinds.BoardRatioConfig.self)), SchemaField("numerator_board_id", .id(Kinds.Board.self)),
            SchemaField("denominator_board_id", .id(Kinds.Board.self)),
            SchemaField("zero_denominator_policy", .oneOf(ZeroDenominatorPolicy.self)), SchemaField("min_denominator", .number),
            SchemaField("min_numerator", .number), SchemaField("scale", .integer), SchemaField("display", .oneOf(RatioDisplay.self)),
            SchemaField("decimals", .integer), SchemaField("tie_breaker", .oneOf(RatioTieBreaker.self)),
        ] + SchemaField.times,
        isClosed: true
    )
}

extension Resource<BoardView> {
    /// Boards, with the addresses of their public pages.
    static func boards(_ pages: PublicPages) -> Resource {
        Resource(tag: "boards", noun: "a board", schema: .board) { $0.write(to: &$1, pages: pages) }
    }
}
