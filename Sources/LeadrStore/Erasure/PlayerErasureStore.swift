import Foundation
import LeadrDomain
import LeadrJobs
import Postgres

/// Removes all that the database has of a player, for good.
///
/// The boards of the player's game are held meanwhile: ranking transactions that do not know of it yet end before, and those that come later store
/// nothing of the player. So nothing is left, and nothing comes back.
public struct PlayerErasureStore: Sendable {
    /// What was removed, and what the rank index still has.
    public struct Outcome: Sendable {
        /// What is told of it.
        public var receipt: ErasureReceipt
        /// The rows that were ranked, as tombstones.
        public var changes: RankedRowChanges
        /// Boards of the game.
        public var boards: [BoardID]
        /// Whether the player was removed before: what the rank index has may be of then, and is not among ``changes``.
        public var isRepeated: Bool
    }

    private let pool: PostgresPool
    private let clock: any Clock
    private let ids: any IDGenerator

    /// On a pool.
    public init(pool: PostgresPool, clock: any Clock = SystemClock(), ids: any IDGenerator = UUIDv7Generator()) {
        self.pool = pool
        self.clock = clock
        self.ids = ids
    }

    /// The other identities of the same device or account: all of them are the same person.
    ///
    /// - Throws: ``PostgresError``.
    public func otherIncarnations(of player: IdentityID) async throws -> [IdentityID] {
        try await pool.query(PlayerErasureSQL.incarnations(of: player)).map { try $0.decode(0) }
    }

    /// Players who were removed from this database.
    ///
    /// - Throws: ``PostgresError``.
    public func erased() async throws -> [IdentityID] {
        try await pool.query(PlayerErasureSQL.erased).map { try $0.decode(0) }
    }

    /// Counts what would be removed; nil when there is no such player.
    ///
    /// - Throws: ``PostgresError``.
    public func count(_ player: IdentityID) async throws -> ErasureReceipt? {
        try await pool.transaction(.recoveryRead) { connection in
            guard let owner = try await owner(of: player, connection) else { return nil }
            let boards = try await boards(of: owner.game, holding: false, connection)
            var counts: [String: Int] = [:]
            for part in PlayerErasureSQL.parts(player, boards, owner.game) + [PlayerErasureSQL.firstPlaces(of: player)] {
                counts[part.table] = Int(try await connection.query(part.count).firstRow?.decode(0, as: Int64.self) ?? 0)
            }
            return ErasureReceipt(identityID: player, accountID: owner.account, erasedAt: clock.now(), counts: counts)
        }
    }

    /// Removes a player. Repeating it removes what an earlier build, or a restored backup, brought back; nil when the player was never here.
    ///
    /// - Throws: ``PostgresError``; nothing changed then, unless the outcome of the commit is unknown.
    public func erase(_ player: IdentityID) async throws -> Outcome? {
        try await pool.repeatingTransaction(options: .recoveryWrite) { connection in
            guard let owner = try await owner(of: player, connection) else { return nil }
            let boards = try await boards(of: owner.game, holding: true, connection)
            let now = clock.now()
            let isNew = try await connection.query(PlayerErasureSQL.mark(player, owner.account, owner.game, at: now)).affectedRows == 1
            let changes = try await tombstones(of: player, on: boards, at: now, connection)
            let waiting = try await connection.query(PlayerErasureSQL.inbox(of: boards)).filter { try Self.isOf(player, $0) }.map { row in
                try row.decode(0, as: ScoreEventID.self)
            }
            var counts = ["inbox": waiting.count]
            if !waiting.isEmpty { _ = try await connection.query(InboxSQL.delete(waiting)) }
            for part in PlayerErasureSQL.parts(player, boards, owner.game) {
                counts[part.table] = try await connection.query(part.removal).affectedRows
            }
            counts["board_leaders"] = try await BoardLeaderSQL.forget(player, of: owner.account, ids, at: now, on: connection)
            let receipt = ErasureReceipt(identityID: player, accountID: owner.account, erasedAt: now, counts: counts)
            return Outcome(receipt: receipt, changes: changes, boards: boards, isRepeated: !isNew)
        }
    }

    /// Where a player belongs, whether still here, deleted or erased.
    private func owner(of player: IdentityID, _ connection: PostgresConnection) async throws -> (account: AccountID, game: GameID)? {
        try await connection.query(PlayerErasureSQL.owner(of: player)).firstRow.map { (try $0.decode(0), try $0.decode(1)) }
    }

    private func boards(of game: GameID, holding: Bool, _ connection: PostgresConnection) async throws -> [BoardID] {
        try await connection.query(PlayerErasureSQL.boards(of: game, holding: holding)).map { try $0.decode(0) }
    }

    private func tombstones(
        of player: IdentityID,
        on boards: [BoardID],
        at now: Timestamp,
        _ connection: PostgresConnection
    ) async throws -> RankedRowChanges {
        let keys = boards.flatMap { board in [false, true].map { StateKey(boardID: board, identityID: player, isTest: $0) } }
        let results = try await connection.pipeline([
            BoardStateSQL.read(keys), PlayerErasureSQL.entries(of: player, on: boards), PlayerErasureSQL.layouts(of: boards),
        ])
        var rows = try results[0].map { RankedRow(try BoardStateSQL.decode($0)) } + results[1].map { RankedRow(try RunEntrySQL.decode($0)) }
        for index in rows.indices {
            rows[index].isRanked = false
            rows[index].version += 1
            rows[index].updatedAt = now
        }
        var layouts: [BoardID: RankLayout] = [:]
        for row in results[2] { layouts[try row.decode(0)] = try RankLayoutColumns.layout(row, from: 1) }
        return RankedRowChanges(rows: rows, formerCreationTimes: [:], layouts: layouts)
    }

    private static func isOf(_ player: IdentityID, _ row: PostgresRow) throws -> Bool {
        (try? SubmissionJob(decoding: row.decode(1, as: PostgresBytea.self).bytes))?.identityID == player
    }
}
