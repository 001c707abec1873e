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
