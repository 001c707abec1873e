import ByteJSON
import LeadrDomain
import Postgres

/// How a board stands in its table.
enum BoardColumns {
    static let list = """
        id, account_id, game_id, name, slug, short_code, description, icon, unit, is_active, is_published, unique_player_names, sort_direction,
        board_type, keep_strategy, tie_policy, created_from_template_id, template_name, starts_at, ends_at, tags, pending_config, ranking_version,
        created_at, updated_at, deleted_at
        """

    static func board(_ row: PostgresRow) throws(PostgresError) -> Board {
        var column = ColumnReader(row)
        return Board(
            id: try column.next(),
            accountID: try column.next(),
            gameID: try column.next(),
            name: try column.next(),
            slug: try column.next(),
            shortCode: try column.next(),
            description: try column.next(),
            icon: try column.next(),
            unit: try column.next(),
            isActive: try column.next(),
            isPublished: try column.next(),
            uniquePlayerNames: try column.next(),
            sortDirection: try column.choice(),
            boardType: try column.choice(),
            keepStrategy: try column.choice(),
            tiePolicy: try column.choice(),
            createdFromTemplateID: try column.next(),
            templateName: try column.next(),
            startsAt: try column.next(),
            endsAt: try column.next(),
            tags: try column.next(),
            pendingRanking: try pending(try column.next(PostgresJSON?.self)),
            rankingVersion: try column.next(),
            createdAt: try column.next(),
            updatedAt: try column.next(),
            deletedAt: try column.next()
        )
    }

    /// Writes everything about a board that may change.
    static func update(_ board: Board, at now: Timestamp) -> PostgresQuery {
        PostgresQuery(
            """
            UPDATE boards SET name = $2, short_code = $3, description = $4, icon = $5, unit = $6, is_active = $7, is_published = $8,
                unique_player_names = $9, sort_direction = $10, keep_strategy = $11::keep_strategy, created_from_template_id = $12,
                template_name = $13, starts_at = $14, ends_at = $15, tags = $16, updated_at = $17, tie_policy = $18,
                pending_config = $19, ranking_version = $20, version = version + 1
            WHERE id = $1 RETURNING \(list)
            """,
            [
                board.id, board.name, board.shortCode, board.description, board.icon, board.unit, board.isActive, board.isPublished,
                board.uniquePlayerNames, board.sortDirection.rawValue, board.keepStrategy.rawValue, board.createdFromTemplateID,
                board.templateName, board.startsAt, board.endsAt, board.tags, now, board.tiePolicy.rawValue,
                board.pendingRanking.map(pending), board.rankingVersion,
            ],
            operation: "update",
            table: "boards"
        )
    }

    static func position(_ board: Board, _ field: SortField) -> SortValue {
        switch field.name {
        case "name": .text(board.name)
        case "slug": .text(board.slug)
        case "short_code": .text(board.shortCode)
        case SortField.createdAt.name: .timestamp(board.createdAt)
        case SortField.updatedAt.name: .timestamp(board.updatedAt)
        default: .uuid(board.id.uuid)
        }
    }

    private static func pending(_ ranking: BoardRanking) -> PostgresJSON {
        let object: JSONValue = [
            "sort_direction": .string(ranking.sortDirection.rawValue), "keep_strategy": .string(ranking.keepStrategy.rawValue),
            "tie_policy": .string(ranking.tiePolicy.rawValue),
        ]
        return PostgresJSON(bytes: object.encoded())
    }

    /// Order and strategy under `sort_direction` and `keep_strategy` of the JSON that a rebuild leaves in `pending_config`.
    private static func pending(_ json: PostgresJSON?) throws(PostgresError) -> BoardRanking? {
        guard let json else { return nil }
        var scanner = JSONScanner(json.bytes)
        guard case .object(let object)? = try? scanner.parse(),
            let direction = object["sort_direction"]?.string.flatMap({ SortDirection(rawValue: $0) }),
            let strategy = object["keep_strategy"]?.string.flatMap({ KeepStrategy(rawValue: $0) })
        else { throw PostgresError(.decoding, "pending_config of a board holds no order and strategy") }
        // Written without a tie policy by the version before.
        let ties = object["tie_policy"]?.string.flatMap({ TiePolicy(rawValue: $0) }) ?? .newest
        return BoardRanking(sortDirection: direction, keepStrategy: strategy, tiePolicy: ties)
    }
}
