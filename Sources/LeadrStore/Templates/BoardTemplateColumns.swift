import LeadrDomain
import Postgres

/// How a board template stands in its table.
enum BoardTemplateColumns {
    static let list = """
        id, account_id, game_id, name, slug, name_template, series, icon, unit, sort_direction, board_type, keep_strategy, tie_policy, starts_at, ends_at, tags,
        repeat_interval, config, next_run_at, is_active, is_published, unique_player_names, created_at, updated_at, deleted_at
        """

    static func template(_ row: PostgresRow) throws(PostgresError) -> BoardTemplate {
        var column = ColumnReader(row)
        return BoardTemplate(
            id: try column.next(),
            accountID: try column.next(),
            gameID: try column.next(),
            name: try column.next(),
            slug: try column.next(),
            nameTemplate: try column.next(),
            series: try column.next(),
            icon: try column.next(),
            unit: try column.next(),
            sortDirection: try column.choice(),
            boardType: try column.choice(),
            keepStrategy: try column.choice(),
            tiePolicy: try column.choice(),
            startsAt: try column.next(),
            endsAt: try column.next(),
            tags: try column.next(),
            repeatInterval: try column.next(),
            config: try column.next(PostgresJSON.self).bytes,
            nextRunAt: try column.next(),
            isActive: try column.next(),
            isPublished: try column.next(),
            uniquePlayerNames: try column.next(),
            createdAt: try column.next(),
            updatedAt: try column.next(),
            deletedAt: try column.next()
        )
    }

    static func insertion(of template: BoardTemplate) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO board_templates (\(list))
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::board_type, $12::keep_strategy, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
                $24, $25) RETURNING \(list)
            """,
            [
                template.id, template.accountID, template.gameID, template.name, template.slug, template.nameTemplate, template.series, template.icon,
                template.unit, template.sortDirection.rawValue, template.boardType.rawValue, template.keepStrategy.rawValue,
                template.tiePolicy.rawValue,
                template.startsAt, template.endsAt, template.tags, template.repeatInterval, PostgresJSON(bytes: template.config), template.nextRunAt,
                template.isActive, template.isPublished, template.uniquePlayerNames, template.createdAt, template.updatedAt, template.deletedAt,
            ],
            operation: "insert",
            table: "board_templates"
        )
    }

    /// Writes everything about a template that may change.
    static func update(_ template: BoardTemplate, at now: Timestamp) -> PostgresQuery {
        PostgresQuery(
            """
            UPDATE board_templates SET name = $2, slug = $3, name_template = $4, series = $5, icon = $6, unit = $7, sort_direction = $8,
                board_type = $9::board_type, keep_strategy = $10::keep_strategy, starts_at = $11, ends_at = $12, tags = $13, repeat_interval = $14,
                config = $15, next_run_at = $16, is_active = $17, is_published = $18, unique_player_names = $19, updated_at = $20, tie_policy = $21
            WHERE id = $1 RETURNING \(list)
            """,
            [
                template.id, template.name, template.slug, template.nameTemplate, template.series, template.icon, template.unit,
                template.sortDirection.rawValue, template.boardType.rawValue, template.keepStrategy.rawValue, template.startsAt, template.endsAt,
                template.tags, template.repeatInterval, PostgresJSON(bytes: template.config), template.nextRunAt, template.isActive,
                template.isPublished, template.uniquePlayerNames, now, template.tiePolicy.rawValue,
            ],
            operation: "update",
            table: "board_templates"
        )
    }

    static func position(_ template: BoardTemplate, _ field: SortField) -> SortValue {
        switch field.name {
        case "name": .text(template.name)
        case SortField.createdAt.name: .timestamp(template.createdAt)
        case SortField.updatedAt.name: .timestamp(template.updatedAt)
        default: .uuid(template.id.uuid)
        }
    }
}
