/// The live things that own the rows of a list, such as boards own states.
///
/// A list over the rows of many owners takes the first rows of each owner from an index and merges them, so its cost grows with the number of owners
/// and not with the number of rows. Written as a join, PostgreSQL would have to sort or walk the whole table for a tenant that owns little of it.
struct ListOwners {
    /// Table of the owners.
    let table: String
    /// Column of the rows that names their owner.
    let key: String
    /// What an owner must be like.
    fileprivate(set) var conditions: [String]

    /// Boards; those of deleted games and accounts own nothing (`contract/schema.md §3`).
    static let boards = ListOwners(
        table: "boards",
        key: "board_id",
        conditions: ["boards.deleted_at IS NULL", games.exists(for: "boards")]
    )

    /// Games; those of deleted accounts own nothing.
    static let games = ListOwners(
        table: "games",
        key: "game_id",
        conditions: ["games.deleted_at IS NULL", accounts.exists(for: "games")]
    )

    /// Accounts.
    static let accounts = ListOwners(table: "accounts", key: "account_id", conditions: ["accounts.deleted_at IS NULL"])

    /// Adds a condition.
    mutating func require(_ condition: String) {
        conditions.append(condition)
    }

    /// The condition that a row of a table has a live owner.
    func exists(for rows: String) -> String {
        "EXISTS (SELECT 1 FROM \(table) WHERE \(table).id = \(rows).\(key) AND \(conditions.joined(separator: " AND ")))"
    }
}
