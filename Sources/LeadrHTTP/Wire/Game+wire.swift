import ByteJSON
import LeadrDomain

extension Game {
    /// Writes the game as the admin API shows it (`contract/platform.md §3.4`).
    func write(to writer: inout JSONWriter, pages: PublicPages) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("account_id", accountID)
        writer.member("name", name)
        writer.member("slug", slug)
        writer.member("steam_app_id", steamAppID)
        writer.member("default_board_id", defaultBoardID)
        writer.member("anti_cheat_enabled", isAntiCheatEnabled)
        writer.member("description", description)
        writer.member("tags", tags)
        writer.member("page_url", pageURL)
        writer.member("url", pages.url(of: self))
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension Schema {
    /// A game.
    static let game = Schema.object(
        "Game",
        [
            SchemaField("id", .id(Kinds.Game.self)), SchemaField("account_id", .id(Kinds.Account.self)), SchemaField("name", .string),
            SchemaField("slug", .string), SchemaField("steam_app_id", Schema.string.orNull),
            SchemaField("default_board_id", Schema.id(Kinds.Board.self).orNull), SchemaField("anti_cheat_enabled", .boolean),
            SchemaField("description", Schema.string.orNull), SchemaField("tags", Schema.string.list),
            SchemaField("page_url", Schema.string.orNull), SchemaField("url", Schema.string.orNull),
        ] + SchemaField.times,
        isClosed: true
    )
}

extension Resource<Game> {
    /// Games, with the addresses of their public pages.
    static func games(_ pages: PublicPages) -> Resource {
        Resource(tag: "games", noun: "a game", schema: .game) { $0.write(to: &$1, pages: pages) }
    }
}
