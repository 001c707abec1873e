import Foundation
import LeadrDomain
import Testing

@Suite struct ScoreViewTests {
    private let event = ScoreEvents.event(1, at: 10, 4)
    private let now = Timestamp(microseconds: 99)

    @Test func `a run entry takes everything from its event`() {
        let entry = RunEntry(event: event, isDescending: true, now: now)
        #expect(entry.id == DerivedID.runEntry(event: event.id))
        #expect(entry.rankValue == -4)
        #expect(entry.createdAt == event.acceptedAt)
        #expect(entry.updatedAt == now)
        #expect(entry.playerName == "player 1")
        #expect(entry.isRanked)
    }

    @Test func `excluded and deleted entries are not ranked`() {
        var excluded = RunEntry(event: event, isDescending: true, now: now)
        excluded.excludedAt = now
        #expect(!RankedRow(excluded).isRanked)
        var deleted = RunEntry(event: event, isDescending: true, now: now)
        deleted.deletedAt = now
        #expect(!RankedRow(deleted).isRanked)
    }

    @Test func `a state without value is shown as zero and stands behind everything`() {
        let state = BoardState(
            id: BoardStateID(.zero),
            boardID: event.boardID,
            identityID: event.identityID,
            isTest: false,
            value: nil,
            rankValue: nil,
            createdAt: now,
            updatedAt: now
        )
        let row = RankedRow(state)
        #expect(!row.isRanked)
        #expect(row.rankValue == .infinity)
        #expect(ScoreView(row, rank: 0, accountID: event.accountID, gameID: event.gameID).value == 0)
    }

    @Test func `a view re-prefixes the row's id and carries its event`() {
        let row = RankedRow(RunEntry(event: event, isDescending: false, now: now))
        let view = ScoreView(row, rank: 3, accountID: event.accountID, gameID: event.gameID)
        #expect(view.id.wire == "scr_" + UUIDText.format(row.id))
        #expect(view.scoreEventID == event.id)
        #expect(view.rank == 3)
        #expect(view.status == .active)
        #expect(!view.isPlaceholder)
        #expect(row.order == RankOrder(rankValue: 4, createdAt: event.acceptedAt, id: row.id))
        #expect(row.member == RankMember(createdAt: event.acceptedAt, id: row.id))
    }

    @Test(arguments: [true, false])
    func `the placeholder has nil ids, and a nil event on run boards`(showsNilEvent: Bool) {
        let view = ScoreView.placeholder(
            value: 5.5,
            rank: 7,
            boardID: event.boardID,
            accountID: event.accountID,
            gameID: event.gameID,
            showsNilEvent: showsNilEvent,
            isTest: true,
            now: now
        )
        #expect(view.id.wire == "scr_00000000-0000-0000-0000-000000000000")
        #expect(view.identityID.wire == "ide_00000000-0000-0000-0000-000000000000")
        #expect(view.scoreEventID?.wire == (showsNilEvent ? "sev_00000000-0000-0000-0000-000000000000" : nil))
        #expect(view.isPlaceholder)
        #expect(view.isTest)
        #expect(view.playerName.isEmpty)
        #expect(view.createdAt == now)
        #expect(view.updatedAt == now)
    }
}
