import Foundation
import LeadrDomain
import Testing

@testable import LeadrState

@Suite struct RankValueTests {
    private let board = BoardID(UUID())

    private func change(_ id: UUID, version: Int64) -> RankChange {
        let member = RankMember(createdAt: Timestamp(microseconds: 0), id: id)
        return RankChange(boardID: board, pool: .production, layout: .initial, member: member, rankValue: 1, version: version)
    }

    @Test func `of several changes of a row the newest is applied`() {
        let ids = [UUID(), UUID()]
        let newest = RankChange.newest([
            change(ids[0], version: 2), change(ids[0], version: 3), change(ids[0], version: 1), change(ids[1], version: 1),
        ])
        #expect(Dictionary(uniqueKeysWithValues: newest.map { ($0.member.id, $0.version) }) == [ids[0]: 3, ids[1]: 1])
    }

    @Test func `a row that is not ranked becomes a deletion`() {
        let row = RankedRow(
            id: UUID(),
            boardID: board,
            identityID: IdentityID(UUID()),
            isTest: true,
            value: 5,
            rankValue: -5,
            isRanked: false,
            createdAt: Timestamp(microseconds: 1),
            updatedAt: Timestamp(microseconds: 2)
        )
        #expect(RankChange(row, layout: .initial).rankValue == nil)
        #expect(RankChange(row, layout: .initial).pool == .test)
    }

    @Test func `a page narrows to what it has`() {
        let head = RankHead(generation: 1, boardVersion: 1, total: 100)
        let entries = (0..<5).map { number in
            RankEntry(member: RankMember(createdAt: Timestamp(microseconds: 0), id: UUID()), rankValue: Double(number), rank: 11 + number)
        }
        let page = RankPage(head: head, start: 10, entries: entries)
        let narrow = page.narrowed(to: 11..<13)
        #expect(narrow.start == 11 && narrow.entries.map(\.rankValue) == [1, 2] && narrow.entries[0].rank == 12)
        #expect(page.narrowed(to: 14..<99).entries.count == 1)
        #expect(page.narrowed(to: 50..<60).entries.isEmpty)
        #expect(page.hasNext && page.hasPrevious)
    }
}
