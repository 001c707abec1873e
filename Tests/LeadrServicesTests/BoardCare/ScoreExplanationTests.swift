import ByteJSON
import Foundation
import LeadrDomain
import LeadrStore
import Testing

@testable import LeadrServices

@Suite struct ScoreExplanationTests {
    private func explain(
        _ samples: CareSamples,
        _ events: [ScoreEvent],
        flags: [ScoreFlag] = [],
        change: (inout ScoreEvidence) -> Void = { _ in }
    ) throws -> ScoreExplanation {
        let hidden = Set(flags.filter(\.hidesEvent).map(\.scoreEventID))
        let row = try #require(samples.state(events.filter { $0.rejectedReason == nil && !hidden.contains($0.id) }))
        var evidence = ScoreEvidence(view: BoardView(board: samples.board, ratio: nil), row: .state(row))
        evidence.events = events
        evidence.flags = Dictionary(grouping: flags, by: \.scoreEventID)
        change(&evidence)
        return ScoreExplanation(evidence)
    }

    @Test(arguments: [
        (BoardType.runIdentity, KeepStrategy.best, "BEST of 2 events, descending: greatest value, the earliest of equal ones"),
        (.runIdentity, .first, "FIRST of 2 events, descending: the earliest"), (.runIdentity, .latest, "LATEST of 2 events, descending: the latest"),
        (.counter, .notApplicable, "COUNTER of 2 events, descending: their sum, with the name and metadata of the latest"),
    ])
    func `the rule is told in words, with the number of events that count`(type: BoardType, keep: KeepStrategy, rule: String) throws {
        let samples = CareSamples(type, keep: keep)
        let events = [samples.event(1, at: 1), samples.event(2, at: 2), samples.event(3, at: 3, rejected: "too many")]
        #expect(try explain(samples, events).rule == rule)
    }

    @Test func `every event has its verdict, and the one that is shown is marked`() throws {
        let samples = CareSamples()
        let events = [samples.event(5, at: 1), samples.event(9, at: 2), samples.event(7, at: 3), samples.event(8, at: 4, rejected: "too fast")]
        let flags = [
            samples.flag(events[1], .confirmedCheat, metadata: #"{"rule":"velocity","limit":2}"#), samples.flag(events[0], .pending),
        ]
        let explanation = try explain(samples, events, flags: flags)
        #expect(explanation.steps.map(\.verdict) == [.accepted, .hidden, .accepted, .rejected("too fast")])
        #expect(explanation.steps.map(\.isSelected) == [false, false, true, false])
        let shown = explanation.jsonDescription(limit: 10).object?["events"]?.array?.compactMap(\.object) ?? []
        #expect(shown.map { $0["verdict"]?.string } == ["accepted", "hidden", "accepted", "rejected"])
        #expect(shown[1]["flags"]?.array?.first?.object?["metadata"]?.object?["limit"] == 2)
        #expect(shown[0]["flags"]?.array?.count == 1, "a flag that hides nothing is told as well")
    }

    @Test func `a counter has its running sum over the events that count`() throws {
        let samples = CareSamples(.counter)
        let events = [samples.event(0.1, at: 1), samples.event(5, at: 2), samples.event(0.2, at: 3)]
        let explanation = try explain(samples, events, flags: [samples.flag(events[1], .removed)])
        #expect(explanation.steps.map { $0.sum?.text } == ["0.1", "0.1", "0.3"])
    }

    @Test func `the shown event stays in sight when older ones are left out`() throws {
        let samples = CareSamples(keep: .first)
        let events = (1...5).map { samples.event(Double($0), at: Int64($0)) }
        let explanation = try explain(samples, events)
        #expect(explanation.shown(limit: 2).map(\.event.payload.value) == [1, 4, 5])
        #expect(explanation.shown(limit: 5).count == 5)
    }

    @Test(arguments: [(TiePolicy.newest, 4, 8), (.earliest, 3, 7), (.shared, 0, 4)])
    func `the rank counts better rows, and equal ones as the tie policy says`(ties: TiePolicy, before: Int, rank: Int) throws {
        let samples = CareSamples(ties: ties)
        let explanation = try explain(samples, [samples.event(5, at: 1)]) { evidence in
            evidence.neighbours.better = 3
            (evidence.neighbours.equalNewer, evidence.neighbours.equalOlder, evidence.neighbours.equalSmaller) = (3, 2, 1)
        }
        #expect(explanation.equalBefore == before && explanation.rank == rank)
        #expect(explanation.standing.hasPrefix("rank \(rank): 3 rows are better"))
    }

    @Test func `what is not on the board is told with its reason`() throws {
        let samples = CareSamples()
        let event = samples.event(5, at: 1)
        let deleted = try explain(samples, [event]) { evidence in
            guard case .state(var state) = evidence.row else { return }
            state.deletedAt = CareSamples.time(9)
            evidence.row = .state(state)
        }
        #expect(deleted.rank == nil && deleted.standing.hasPrefix("not on the board: deleted at") && deleted.standing.hasSuffix("no event counts"))
        let runs = CareSamples(.runRuns)
        let run = runs.event(5, at: 1)
        let entry = try #require(runs.entry(run).moderated(.removed, now: CareSamples.time(9)))
        let excluded = ScoreExplanation(ScoreEvidence(view: BoardView(board: runs.board, ratio: nil), row: .entry(entry)))
        #expect(excluded.standing.contains("excluded at") && excluded.standing.hasSuffix("since a flag says removed"))
        let gone = try explain(samples, [event]) { $0.view.board.deletedAt = CareSamples.time(9) }
        #expect(gone.standing.hasPrefix("not on the board: its board was deleted"))
    }
}
