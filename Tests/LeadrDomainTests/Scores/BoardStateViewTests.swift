import Foundation
import LeadrDomain
import Testing

@Suite("What stands behind a board state")
struct BoardStateViewTests {
    private let event = ScoreEventID(UUID())

    private func aux(_ type: BoardType, event: ScoreEventID?, ratio: RatioSources? = nil) -> BoardStateView.Aux? {
        let state = BoardState(
            id: BoardStateID(UUID()),
            boardID: BoardID(UUID()),
            identityID: IdentityID(UUID()),
            isTest: false,
            value: 1,
            rankValue: 1,
            selectedEventID: event,
            eventCount: 3,
            ratio: ratio,
            createdAt: Timestamp(microseconds: 0),
            updatedAt: Timestamp(microseconds: 0)
        )
        return BoardStateView(state: state, boardType: type).aux
    }

    @Test func `it is the selected event, the last event or the two sides, by type of board`() {
        #expect(aux(.runIdentity, event: event) == .selected(event, eventCount: 3))
        #expect(aux(.counter, event: event) == .last(event, eventCount: 3))
        let sides = RatioSources(numerator: 1, denominator: 2)
        #expect(aux(.ratio, event: event, ratio: sides) == .ratio(sides))
    }

    @Test func `it is nothing where nothing is known`() {
        #expect(aux(.runIdentity, event: nil) == nil)
        #expect(aux(.counter, event: nil) == nil)
        #expect(aux(.ratio, event: event) == nil)
    }
}
