import Synchronization

/// What a sequence did and was told, from which the oracle computes what must have come of it.
final class ModelRecord: Sendable {
    /// A submission that was not refused.
    struct Entry: Sendable {
        let submission: ModelSubmission
        /// Nil when it was answered with the rank alone.
        let receipt: Receipt?
        let rowID: String
    }

    /// What a receipt tells.
    struct Receipt: Equatable, Sendable {
        let eventID: String
        let rowID: String
        /// Microseconds since 1970.
        let acceptedAt: Int64
        let name: String
    }

    struct Flag: Sendable {
        let id: String
        let eventID: String
        var status: String
        var isDeleted = false

        var hides: Bool { !isDeleted && (status == "confirmed_cheat" || status == "removed") }
    }

    private struct State {
        var entries: [Entry] = []
        var flags: [Flag] = []
        var reviewed: Set<String> = []
        var boards: [OracleBoard]
        var changing: Set<Int> = []
    }

    private let state: Mutex<State>

    init(_ boards: [OracleBoard]) {
        state = Mutex(State(boards: boards))
    }

    var entries: [Entry] { state.withLock { $0.entries } }
    var flags: [Flag] { state.withLock { $0.flags } }
    /// How the boards rank once nothing is pending.
    var boards: [OracleBoard] { state.withLock { $0.boards } }
    /// Events that a flag hides.
    var hidden: Set<String> { Set(flags.filter(\.hides).map(\.eventID)) }

    func add(_ entry: Entry) {
        state.withLock { $0.entries.append(entry) }
    }

    func add(_ flag: Flag) {
        state.withLock { $0.flags.append(flag) }
    }

    /// Gives a live flag to its only reviewer for the moment; the order of two reviews at a time is nobody's to tell.
    func takeFlag(_ pick: Int) -> Flag? {
        state.withLock { state in
            let free = state.flags.filter { !$0.isDeleted && !state.reviewed.contains($0.id) }
            guard !free.isEmpty else { return nil }
            let flag = free[pick % free.count]
            state.reviewed.insert(flag.id)
            return flag
        }
    }

    /// Takes a reviewed flag back.
    func settle(_ flag: Flag) {
        state.withLock { state in
            state.reviewed.remove(flag.id)
            guard let index = state.flags.firstIndex(where: { $0.id == flag.id }) else { return }
            state.flags[index] = flag
        }
    }

    /// Whether nobody else changes the board; then one has to say what came of it.
    func beginChange(of board: Int) -> Bool {
        state.withLock { $0.changing.insert(board).inserted }
    }

    func endChange(of board: Int, _ change: ModelChange) {
        state.withLock { state in
            state.changing.remove(board)
            state.boards[board] = change.applied(to: state.boards[board])
        }
    }
}

extension ModelRecord {
    /// Everything that happened, for a person who looks for what went wrong.
    var story: String {
        let entries = entries.sorted { ($0.receipt?.acceptedAt ?? 0) < ($1.receipt?.acceptedAt ?? 0) }.map { entry in
            let (submission, receipt) = (entry.submission, entry.receipt)
            let pool = submission.isTest ? "test" : "production"
            let event = receipt.map { "\($0.eventID) @\($0.acceptedAt)" } ?? "waited"
            return "  \(submission.number): board \(submission.board), \(submission.value) of player \(submission.player), \(pool), \(event)"
        }
        return (boards.map { "  \($0)" } + entries + flags.map { "  \($0)" }).joined(separator: "\n")
    }
}
