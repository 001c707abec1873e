import LeadrDomain
import LeadrJobs
import LeadrStore

/// A claimed batch of recomputes: each piece of work once, however many jobs ask for it. No I/O.
struct BoardStateWork {
    /// Boards whose pending order is to be put into force.
    private(set) var rankings: Set<BoardID> = []
    /// Ratio boards to compute anew as a whole.
    private(set) var ratioBoards: Set<BoardID> = []
    /// Players to compute anew from their events.
    private(set) var states: Set<StateKey> = []
    /// Players whose rows changed on which ratios depend.
    private(set) var ratioSources: Set<StateKey> = []
    /// Boards whose rank index is to be built.
    private(set) var indexes: Set<BoardID> = []

    init(_ jobs: [BoardStateJob]) {
        for job in jobs {
            switch job {
            case .applyRanking(let board): rankings.insert(board)
            case .recomputeRatioBoard(let board): ratioBoards.insert(board)
            case .recomputeState(let board, let identity, let isTest):
                states.insert(StateKey(boardID: board, identityID: identity, isTest: isTest))
            case .recomputeRatio(let board, let identity, let isTest):
                ratioSources.insert(StateKey(boardID: board, identityID: identity, isTest: isTest))
            case .rebuildIndex(let board, _): indexes.insert(board)
            }
        }
        // Putting an order into force builds the index anew.
        indexes.subtract(rankings)
    }
}
