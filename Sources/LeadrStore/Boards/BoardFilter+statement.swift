import LeadrDomain

extension BoardFilter {
    /// Adds the conditions of the filter; boards of deleted games and accounts are never listed (`contract/schema.md §3`).
    func apply(to statement: inout ListStatement) {
        statement.require(ListOwners.games.exists(for: "boards"))
        statement.require("account_id", "=", accountID)
        statement.require("game_id", "=", gameID)
        statement.require("slug", "=", slug)
        statement.require("short_code", "=", shortCode)
        statement.require("is_active", "=", isActive)
        statement.require("is_published", "=", isPublished)
        statement.require("starts_at", "<=", startsBefore)
        statement.require("starts_at", ">=", startsAfter)
        statement.require("ends_at", "<=", endsBefore)
        statement.require("ends_at", ">=", endsAfter)
    }
}
