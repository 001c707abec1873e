import Synchronization

/// Marks that tasks set, each its own.
final class Flags: Sendable {
    let count: Int
    private let marks: Mutex<Set<Int>>

    init(_ count: Int) {
        self.count = count
        marks = Mutex([])
    }

    /// Whether every mark is set.
    var all: Bool { marks.withLock { $0.count == count } }

    func set(_ number: Int) {
        marks.withLock { _ = $0.insert(number) }
    }
}
