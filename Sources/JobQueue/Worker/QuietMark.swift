import Synchronization

/// Whether an operator told the worker to take nothing more, as its last heartbeat learned.
final class QuietMark: Sendable {
    private let state = Atomic<Bool>(false)

    var isQuiet: Bool { state.load(ordering: .relaxed) }

    /// Sets the mark; true when that is news.
    func set(_ isQuiet: Bool) -> Bool {
        state.exchange(isQuiet, ordering: .relaxed) != isQuiet
    }
}
