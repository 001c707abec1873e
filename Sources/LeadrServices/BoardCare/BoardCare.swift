import JobQueue
import LeadrDomain
import LeadrState
import LeadrStore
import Logging
import Postgres

/// What operators do with boards and scores: look at them, compute them anew, check them, clear them, explain them (`docs/operations.md`).
public struct BoardCare: Sendable {
    let pool: PostgresPool
    let index: RankIndex
    let directory: QueueDirectory
    let relay: OutboxRelay
    let audit: OperatorAudit

    /// On the servers of an installation.
    ///
    /// - Parameters:
    ///   - pool: The database.
    ///   - index: Rank indexes.
    ///   - directory: Where rebuilds are queued.
    ///   - relay: Hands on what dependent ratios need.
    ///   - logger: Told of every change.
    public init(pool: PostgresPool, index: RankIndex, directory: QueueDirectory, relay: OutboxRelay, logger: Logger) {
        self.pool = pool
        self.index = index
        self.directory = directory
        self.relay = relay
        audit = OperatorAudit(store: OperatorActionStore(pool: pool), logger: logger)
    }

    /// The live board of that name.
    ///
    /// - Throws: ``DomainError`` 404; `PostgresError`.
    public func find(_ reference: BoardReference) async throws -> BoardView {
        let boards = BoardRepository(pool: pool)
        let found =
            switch reference {
            case .id(let id): try await boards.find(id)
            case .shortCode(let code): try await boards.find(shortCode: code)
            }
        guard let board = found else { throw DomainError.notFound(entity: "Board") }
        guard board.boardType == .ratio else { return BoardView(board: board, ratio: nil) }
        return BoardView(board: board, ratio: try await RatioConfigRepository(pool: pool).find(boards: [board.id])[board.id])
    }

    /// Everything there is to say of a score, deleted and excluded ones included.
    ///
    /// - Throws: ``DomainError`` 404; `PostgresError`.
    public func explain(_ id: ScoreID) async throws -> ScoreExplanation {
        guard let evidence = try await ScoreEvidenceReader(pool: pool).read(id) else { throw DomainError.notFound(entity: "Score") }
        return ScoreExplanation(evidence)
    }

    /// Has the board state workers build the rank index of a board anew.
    ///
    /// - Throws: `QueueError`.
    public func queueRebuild(of board: BoardID) async throws {
        try await RankRebuildRequester(driver: directory.engine, shards: directory.shards, logger: audit.logger).queue(board)
    }

    /// The rank index of a board as this process sees it.
    func place(_ board: Board) -> BoardPlace { BoardPlace(index: index, board: board) }
}
