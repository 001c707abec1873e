/// Decides who gets the next of a fixed number of slots: by turns in the ratio of the weights (stride scheduling), so that a busy queue takes what
/// others leave and no queue waits for ever.
struct SlotTurns<Key: Hashable & Sendable>: Sendable {
    /// Slots that nobody holds.
    private(set) var free: Int
    private var passes: [Key: Double] = [:]
    private var lastPass = 0.0
    private var waiting: [(key: Key, weight: Int, ticket: Int)] = []

    init(slots: Int) {
        free = max(1, slots)
    }

    /// Asks for a slot; true when it is given at once, otherwise the ticket waits.
    mutating func request(_ key: Key, weight: Int, ticket: Int) -> Bool {
        guard free > 0 else {
            waiting.append((key, max(1, weight), ticket))
            return false
        }
        free -= 1
        grant(key, max(1, weight))
        return true
    }

    /// Gives a slot back; the ticket that gets it, if one waits.
    mutating func release() -> Int? {
        guard let next = waiting.indices.min(by: { pass(waiting[$0].key) < pass(waiting[$1].key) }) else {
            free += 1
            return nil
        }
        let turn = waiting.remove(at: next)
        grant(turn.key, turn.weight)
        return turn.ticket
    }

    /// Takes a ticket back; false when it waits no longer.
    mutating func withdraw(_ ticket: Int) -> Bool {
        guard let index = waiting.firstIndex(where: { $0.ticket == ticket }) else { return false }
        waiting.remove(at: index)
        return true
    }

    private mutating func grant(_ key: Key, _ weight: Int) {
        lastPass = pass(key)
        passes[key] = lastPass + 1 / Double(weight)
    }

    /// A queue that was idle does not save up turns.
    private func pass(_ key: Key) -> Double {
        max(passes[key] ?? 0, lastPass)
    }
}
