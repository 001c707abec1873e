import LeadrDomain
import Testing

/// The promise of `design.md §4`: the row does not depend on arrival order, batching or redelivery.
@Suite struct StateFoldPropertyTests {
    private static let rules: [FoldRule] = [.first, .best, .latest, .counter]

    @Test(arguments: rules, [true, false])
    func `any order, split and redelivery gives the row of one pass in acceptance order`(rule: FoldRule, isDescending: Bool) throws {
        var generator = SeededGenerator(seed: 20_260_115)
        let fold = StateFold(rule: rule, isDescending: isDescending)
        for _ in 0..<120 {
            let events = ScoreEvents.random(Int.random(in: 1...24, using: &generator), kind: rule == .counter ? .delta : .value, using: &generator)
            let expected = try #require(sequential(events, fold))
            let actual = try #require(deliver(events, to: fold, using: &generator))
            #expect(normalised(actual) == normalised(expected))
        }
    }

    @Test(arguments: rules, [true, false])
    func `a recompute over all events gives the folded row`(rule: FoldRule, isDescending: Bool) throws {
        var generator = SeededGenerator(seed: 7)
        let fold = StateFold(rule: rule, isDescending: isDescending)
        for _ in 0..<100 {
            let events = ScoreEvents.random(Int.random(in: 1...12, using: &generator), kind: rule == .counter ? .delta : .value, using: &generator)
            let folded = try #require(deliver(events, to: fold, using: &generator))
            let recomputed = try #require(
                fold.recompute(
                    eligible: events.shuffled(using: &generator),
                    current: folded,
                    acceptedCount: events.count,
                    createdAt: folded.createdAt,
                    now: folded.updatedAt
                )
            )
            #expect(normalised(recomputed.state) == normalised(folded))
        }
    }

    /// Written apart from the fold: what the contract says of submissions one after another (`contract/scoring.md §5.3`).
    private func sequential(_ events: [ScoreEvent], _ fold: StateFold) -> BoardState? {
        let sorted = events.sorted { $0.order < $1.order }
        guard let oldest = sorted.first, let newest = sorted.last else { return nil }
        var shown = oldest
        for event in sorted.dropFirst() {
            switch fold.rule {
            case .first: break
            case .latest, .counter: shown = event
            case .best:
                let isBetter = fold.isDescending ? event.payload.value > shown.payload.value : event.payload.value < shown.payload.value
                if isBetter { shown = event }
            }
        }
        let sum = sorted.reduce(ExactDecimal.zero) { $0 + ExactDecimal($1.payload.value) }
        let isCounter = fold.rule == .counter
        let value = isCounter ? sum.doubleValue : shown.payload.value
        return BoardState(
            id: DerivedID.boardState(board: shown.boardID, identity: shown.identityID, isTest: shown.isTest),
            boardID: shown.boardID,
            identityID: shown.identityID,
            isTest: shown.isTest,
            value: value,
            rankValue: fold.isDescending ? 0 - value : value,
            selectedEventID: shown.id,
            selectedAt: shown.acceptedAt,
            eventCount: events.count,
            sum: isCounter ? sum : nil,
            playerName: shown.playerName,
            valueDisplay: isCounter ? nil : shown.payload.valueDisplay,
            metadata: shown.payload.metadata,
            geo: shown.geo,
            createdAt: oldest.acceptedAt,
            updatedAt: newest.acceptedAt
        )
    }

    /// Delivers random batches; batches repeat events already known, which the primary key filters out as the database does.
    private func deliver(_ events: [ScoreEvent], to fold: StateFold, using generator: inout SeededGenerator) -> BoardState? {
        var state: BoardState?
        var known: Set<ScoreEventID> = []
        var rest = events[...]
        while !rest.isEmpty {
            let size = Int.random(in: 1...rest.count, using: &generator)
            let redelivered = events.filter { known.contains($0.id) }.prefix(Int.random(in: 0...3, using: &generator))
            let batch = (rest.prefix(size) + redelivered).shuffled(using: &generator)
            let fresh = batch.filter { known.insert($0.id).inserted }
            state = fold.fold(fresh, into: state, now: Timestamp(microseconds: 0))?.state ?? state
            rest = rest.dropFirst(size)
        }
        return state
    }

    /// Without the fields that tell about writing.
    private func normalised(_ state: BoardState) -> BoardState {
        var state = state
        state.version = 0
        state.updatedAt = Timestamp(microseconds: 0)
        return state
    }
}
