import Foundation
import LeadrDomain
import Testing

@testable import LeadrStore

@Suite struct SubmissionEvaluationTests {
    @Test func `submissions of both pools are counted together and the newest one shows`() {
        let (board, player) = (BoardID(UUID()), IdentityID(UUID()))
        let events = [(3, 30.0, false), (1, 10.0, true), (2, 20.0, false)].map { time, value, isTest in
            ScoreEvent(
                id: ScoreEventID(UUID()),
                accountID: AccountID(UUID()),
                gameID: GameID(UUID()),
                boardID: board,
                identityID: player,
                isTest: isTest,
                acceptedAt: Timestamp(microseconds: Int64(time)),
                payload: ScoreEventPayload(value: value),
                playerName: ""
            )
        }
        for order in [events, events.reversed()] {
            let summary = SubmissionEvaluation.summarise(order)
            #expect(summary.map(\.count) == [3])
            #expect(summary.map(\.value) == [30])
            #expect(summary.map(\.newest) == [events[0].order])
        }
    }

    @Test func `of display names the newest wins whatever the order`() {
        let player = IdentityID(UUID())
        let changes = [(1, "old"), (3, "a"), (3, "b"), (2, "mid")].map {
            DisplayNameChange(identityID: player, name: $0.1, acceptedAt: Timestamp(microseconds: $0.0))
        }
        for order in [changes, changes.reversed()] {
            #expect(DisplayNameChange.newest(order).map(\.name) == ["b"])
        }
    }
}
