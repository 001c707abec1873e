import Synchronization

/// Which windows were compared, over all sequences.
final class ModelCoverage: Sendable {
    private let seen = Mutex<[Int: Set<Int>]>([:])

    func note(place: Int, limit: Int) {
        seen.withLock { _ = $0[place, default: []].insert(limit) }
    }

    /// Places from 0 at which some window of 1 to 20 rows was not compared.
    func gaps(before places: Int) -> [Int: Set<Int>] {
        let seen = seen.withLock { $0 }
        return Dictionary(uniqueKeysWithValues: (0..<places).map { ($0, Set(1...20).subtracting(seen[$0, default: []])) }).filter {
            !$0.value.isEmpty
        }
    }
}
