import ByteJSON
import LeadrDomain
import LeadrState
import LeadrStore

/// A board with what is on it and how its rank index stands.
public struct BoardPicture: Sendable {
    /// How the index answers for a pool.
    public enum Answer: Hashable, Sendable {
        /// It answers, and has so many rows.
        case ready(rows: Int)
        /// It cannot answer; readers are served from the database.
        case notReady(RankUnreadiness)
    }

    /// The board.
    public var view: BoardView
    /// Rows and events.
    public var figures: BoardFigures
    /// Generations of the index.
    public var index: RankBoardState
    /// Answer of the index by pool.
    public var answers: [RankPool: Answer]
    /// When all this was read.
    public var readAt: Timestamp

    /// Since when another order is pending; nil when none is.
    public var pendingAge: Duration? { figures.pendingSince.map { readAt - $0 } }
}

extension BoardCare {
    /// Rows of an index page that is only asked for its head.
    private static let headOnly = 1

    /// A board with its figures. Counts all rows and events of the board.
    ///
    /// - Throws: ``DomainError`` 404; `PostgresError`, `RedisError`.
    public func show(_ reference: BoardReference, now: Timestamp = SystemClock().now()) async throws -> BoardPicture {
        let view = try await find(reference)
        let place = place(view.board)
        let state = try await place.state()
        var answers: [RankPool: BoardPicture.Answer] = [:]
        for pool in RankPool.allCases {
            switch try await place.page(pool, from: 0, limit: Self.headOnly) {
            case .ready(let page): answers[pool] = .ready(rows: page.head.total)
            case .notReady(let reason): answers[pool] = .notReady(reason)
            }
        }
        let figures = try await BoardFiguresReader(pool: pool).read(view.board)
        return BoardPicture(view: view, figures: figures, index: state, answers: answers, readAt: now)
    }
}
