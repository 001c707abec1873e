import Testing

@testable import JobQueue

@Suite struct SlotTurnsTests {
    /// Lets `keys` ask for more than there is and returns how often each got one of the slots that were given back.
    private func grants(_ weights: [String: Int], of count: Int) -> [String: Int] {
        var turns = SlotTurns<String>(slots: 1)
        var owners: [Int: String] = [:]
        var ticket = 0
        func ask(_ key: String, _ turns: inout SlotTurns<String>) {
            ticket += 1
            owners[ticket] = key
            _ = turns.request(key, weight: weights[key] ?? 1, ticket: ticket)
        }
        _ = turns.request("first", weight: 1, ticket: 0)
        for key in weights.keys.sorted() { ask(key, &turns) }
        var granted: [String: Int] = [:]
        for _ in 0..<count {
            guard let next = turns.release(), let key = owners[next] else { break }
            granted[key, default: 0] += 1
            ask(key, &turns)
        }
        return granted
    }

    @Test func `slots are given in the ratio of the weights`() {
        #expect(grants(["a": 1, "b": 3], of: 400) == ["a": 100, "b": 300])
    }

    @Test func `no queue waits for ever, whatever the weights`() {
        let granted = grants(["a": 1, "b": 1000], of: 5000)
        #expect(granted["a"].map { $0 >= 4 } == true)
    }

    @Test func `a queue that was idle does not save up turns`() {
        var turns = SlotTurns<String>(slots: 1)
        _ = turns.request("busy", weight: 1, ticket: 0)
        for ticket in 1...100 {
            _ = turns.request("busy", weight: 1, ticket: ticket)
            _ = turns.release()
        }
        var order: [Int] = []
        for ticket in 0..<4 {
            _ = turns.request("busy", weight: 1, ticket: 1000 + ticket)
            _ = turns.request("idle", weight: 1, ticket: 2000 + ticket)
        }
        while let next = turns.release() { order.append(next / 1000) }
        #expect(order.prefix(4).sorted() == [1, 1, 2, 2])
    }

    @Test func `a ticket that was taken back gets no slot, and the slot is free again`() {
        var turns = SlotTurns<String>(slots: 1)
        let asked = [turns.request("a", weight: 1, ticket: 1), turns.request("a", weight: 1, ticket: 2)]
        let withdrawn = [turns.withdraw(2), turns.withdraw(2)]
        let next = turns.release()
        #expect(asked == [true, false] && withdrawn == [true, false])
        #expect(next == nil && turns.free == 1)
    }
}
