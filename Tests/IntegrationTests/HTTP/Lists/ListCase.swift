import ByteJSON
import LeadrDomain
import Testing

/// A list of the API with what a test needs to fill it and to walk through it.
struct ListCase: Sendable, CustomTestStringConvertible {
    /// Rows that every case makes; more than the default page, and no multiple of any page size that is tried.
    static let rowCount = 23

    /// Path below the prefix.
    let path: String
    /// What it may be sorted by, as the code has it.
    let sortable: SortableFields
    /// Parameters sent with every request. `{account}`, `{game}`, `{board}` and `{identity}` stand for ids.
    var query = ""
    /// A further filter, which makes it another list; empty where there is none.
    var filter = "account_id={account}"
    /// Members of rows that are not called like their sort field.
    var members: [String: String] = [:]
    /// Whether players read it.
    var isForPlayers = false
    /// Statements that make the rows, from `rows (n)` with `n` from 1 to ``rowCount``. `@account`, `@game`, `@board` and `@identity` stand for ids,
    /// `@times` for the columns `created_at, updated_at`, both with ties, `@name` and `@slug` for texts without.
    let rows: [String]

    var testDescription: String { path }

    /// The member of a row that shows the value of a sort field.
    func member(of field: SortField) -> String { members[field.name] ?? field.name }
}
