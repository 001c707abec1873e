import LeadrDomain
import Postgres

/// Keeps name claims right where something other than a submission changes rows: moderation, and switching unique names on.
public struct NameMaintenance {
    private static let chunk = 2000

    private let connection: PostgresConnection

    /// Works inside the transaction of that connection.
    public init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// Claims the names that live rows of a board already have. A name that several players have goes to the one whose row is oldest, and the others
    /// keep theirs (`contract/rulings.md`, "unique player names"). Claims from an earlier time, when names were unique before, are dropped: nobody kept
    /// them right since. Can be repeated. Holds all names of the board in memory.
    ///
    /// - Parameters:
    ///   - board: A board that the transaction has locked `FOR UPDATE`, so that no submission is ranked meanwhile.
    ///   - boardType: Says where its rows are.
    /// - Returns: Number of names claimed.
    /// - Throws: ``PostgresError``.
    public func adopt(_ board: BoardID, boardType: BoardType) async throws(PostgresError) -> Int {
        let former = "DELETE FROM board_names WHERE board_id = $1"
        _ = try await connection.query(PostgresQuery(former, [board], operation: "delete", table: "board_names"))
        let table = RankedTable(boardType)
        let text = "SELECT player_name, identity_id FROM \(table.name) WHERE board_id = $1 AND \(table.isLive) ORDER BY created_at, id"
        var claims: [NameKey: IdentityID] = [:]
        for row in try await connection.query(PostgresQuery(text, [board], operation: "select", table: table.name)) {
            guard let name = NameKey(boardID: board, name: try row.decode(0)), claims[name] == nil else { continue }
            claims[name] = try row.decode(1)
        }
        let sorted = claims.map { NameClaim(name: $0.key, identityID: $0.value) }.sorted { $0.name < $1.name }
        var claimed = 0
        for start in stride(from: 0, to: sorted.count, by: Self.chunk) {
            let chunk = Array(sorted[start..<min(start + Self.chunk, sorted.count)])
            claimed += try await connection.query(BoardNameSQL.reserve(chunk)).affectedRows
        }
        return claimed
    }

    /// Frees the names of players that none of their live rows on the board has any more. Call it after the rows changed.
    ///
    /// - Throws: ``PostgresError``.
    public func releaseUnused(_ owners: [NameOwner]) async throws(PostgresError) {
        guard !owners.isEmpty else { return }
        var held: [NameKey] = []
        for row in try await connection.query(BoardNameSQL.held(by: owners, locking: true)) { held.append(try BoardNameSQL.decodeName(row)) }
        guard !held.isEmpty else { return }
        var shown: Set<NameKey> = []
        for row in try await connection.query(BoardNameSQL.shown(by: owners)) {
            if let name = NameKey(boardID: try row.decode(0), name: try row.decode(1)) { shown.insert(name) }
        }
        let unused = held.filter { !shown.contains($0) }
        if !unused.isEmpty { _ = try await connection.query(BoardNameSQL.release(unused)) }
    }
}
