import LeadrDomain
import LeadrState
import LeadrStore

/// Boards as requests need them, at most a second old (`design.md §5`); that a board does not exist is remembered as well.
public struct BoardCache: Sendable {
    /// The cache itself, to be attached to announcements of changes.
    public let cache: LocalCache<BoardID, Board?>
    private let boards: BoardRepository

    /// A cache in front of a repository.
    public init(boards: BoardRepository, capacity: Int = 20_000) {
        self.boards = boards
        cache = LocalCache(capacity: capacity)
    }

    /// A live board; nil when there is none.
    public func find(_ id: BoardID) async throws -> Board? {
        try await cache.value(for: id) { try await boards.find(id) }
    }
}
