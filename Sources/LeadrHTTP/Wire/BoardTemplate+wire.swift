import ByteJSON
import LeadrDomain

extension BoardTemplate {
    /// Writes the template as the admin API shows it (`contract/scoring.md §3.1`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("account_id", accountID)
        writer.member("game_id", gameID)
        writer.member("name", name)
        writer.member("slug", slug)
        writer.member("name_template", nameTemplate)
        writer.member("series", series)
        writer.member("repeat_interval", repeatInterval)
        writer.member("next_run_at", nextRunAt)
        writer.member("is_active", isActive)
        writer.member("is_published", isPublished)
        writer.member("unique_player_names", uniquePlayerNames)
        writer.member("icon", icon)
        writer.member("unit", unit)
        writer.member("sort_direction", sortDirection.wire)
        writer.member("board_type", boardType.wire)
        writer.member("keep_strategy", keepStrategy.wire)
        writer.member(tiePolicy)
        writer.member("starts_at", startsAt)
        writer.member("ends_at", endsAt)
        writer.member("tags", tags)
        writer.member("config", json: config)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension Schema {
    /// A board template.
    static let boardTemplate = Schema.object(
        "BoardTemplate",
        [
            SchemaField("id", .id(Kinds.BoardTemplate.self)), SchemaField("account_id", .id(Kinds.Account.self)),
            SchemaField("game_id", .id(Kinds.Game.self)), SchemaField("name", .string), SchemaField("slug", Schema.string.orNull),
            SchemaField("name_template", Schema.string.orNull), SchemaField("series", Schema.string.orNull),
            SchemaField("repeat_interval", .string), SchemaField("next_run_at", .timestamp), SchemaField("is_active", .boolean),
            SchemaField("is_published", .boolean), SchemaField("unique_player_names", .boolean), SchemaField("icon", Schema.string.orNull),
            SchemaField("unit", Schema.string.orNull), SchemaField("sort_direction", .oneOf(SortDirection.self)),
            SchemaField("board_type", .oneOf(BoardType.self)), SchemaField("keep_strategy", .oneOf(KeepStrategy.self)),
            .tiePolicy,
            SchemaField("starts_at", Schema.timestamp.orNull), SchemaField("ends_at", Schema.timestamp.orNull),
            SchemaField("tags", Schema.string.list), SchemaField("config", .anyObject),
        ] + SchemaField.times,
        isClosed: true
    )
}

extension Resource<BoardTemplate> {
    /// Board templates.
    static let boardTemplates = Resource(tag: "board templates", noun: "a board template", schema: .boardTemplate) { $0.write(to: &$1) }
}
