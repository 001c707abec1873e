import LeadrDomain
import Postgres

/// Reads rows together with what they say they are computed from. Nothing is locked: a snapshot sees a ranking transaction whole or not at all.
public struct BoardEvidenceReader: Sendable {
    private let pool: PostgresPool

    /// A reader on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Evidence about some players of a board, both pools; nil when there is no such live board.
    ///
    /// - Throws: ``PostgresError``.
    public func read(_ board: BoardID, _ players: [IdentityID]) async throws(PostgresError) -> BoardEvidence? {
        let keys = Set(players).sorted().flatMap { player in
            [false, true].map { StateKey(boardID: board, identityID: player, isTest: $0) }
        }
        do {
            return try await pool.transaction(.recoverySnapshot) { try await read(board, keys, on: $0) }
        } catch let error as PostgresError {
            throw error
        } catch {
            throw PostgresError(.usage, "\(error)")
        }
    }

    private func read(_ board: BoardID, _ keys: [StateKey], on connection: PostgresConnection) async throws(PostgresError) -> BoardEvidence? {
        let heads = try await connection.pipeline([BoardCareSQL.board(board), RatioConfigRepository.selection(of: board)])
        guard let row = heads[0].firstRow else { return nil }
        let found = try BoardColumns.board(row)
        let ratio = try heads[1].firstRow.map(RatioConfigRepository.configuration)
        var evidence = BoardEvidence(view: BoardView(board: found, ratio: ratio), keys: keys)
        switch found.boardType {
        case .runIdentity, .counter:
            let results = try await connection.pipeline([BoardStateSQL.read(keys), RecomputeSQL.events(of: keys)])
            evidence.states = try Self.states(results[0])
            evidence.events = try Self.events(results[1])
        case .runRuns:
            let results = try await connection.pipeline([BoardCareSQL.entries(of: keys), RecomputeSQL.events(of: keys)])
            for row in results[0] {
                let entry = try RunEntrySQL.decode(row)
                evidence.entries[StateKey(entry), default: []].append(entry)
            }
            evidence.events = try Self.events(results[1])
        case .ratio:
            let boards = ratio.map { [$0.numeratorBoardID, $0.denominatorBoardID] } ?? []
            let results = try await connection.pipeline([
                BoardStateSQL.read(keys), BoardStateSQL.read(Set(keys.flatMap { key in boards.map { key.on($0) } }).sorted()),
            ])
            evidence.states = try Self.states(results[0])
            evidence.sources = try Self.states(results[1])
        }
        return evidence
    }

    private static func states(_ result: PostgresResult) throws(PostgresError) -> [StateKey: BoardState] {
        var states: [StateKey: BoardState] = [:]
        for row in result {
            let state = try BoardStateSQL.decode(row)
            states[StateKey(state)] = state
        }
        return states
    }

    private static func events(_ result: PostgresResult) throws(PostgresError) -> [StateKey: [ModeratedEvent]] {
        var events: [StateKey: [ModeratedEvent]] = [:]
        for row in result {
            let event = try RecomputeSQL.decode(row)
            events[StateKey(event.event), default: []].append(event)
        }
        return events
    }
}

extension StateKey {
    /// The same player and pool on another board.
    public func on(_ board: BoardID) -> StateKey {
        StateKey(boardID: board, identityID: identityID, isTest: isTest)
    }

    /// The key of the player of a run.
    init(_ entry: RunEntry) {
        self.init(boardID: entry.boardID, identityID: entry.identityID, isTest: entry.isTest)
    }
}
