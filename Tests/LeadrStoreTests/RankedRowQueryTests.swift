import Foundation
import LeadrDomain
import Postgres
import Testing

@testable import LeadrStore

@Suite struct RankedRowQueryTests {
    private func filter(descending: Bool, isTest: Bool? = false) -> RankedRowFilter {
        let now = Timestamp(microseconds: 0)
        let board = Board(
            id: BoardID(UUID()),
            accountID: AccountID(UUID()),
            gameID: GameID(UUID()),
            name: "b",
            slug: "b",
            shortCode: "B",
            sortDirection: descending ? .descending : .ascending,
            createdAt: now,
            updatedAt: now
        )
        return RankedRowFilter(board, isTest: isTest)
    }

    @Test(arguments: [true, false])
    func `the default order is that of the ranking index whatever the direction of the board`(descending: Bool) {
        let query = RankedRowQuery.make(
            filter(descending: descending),
            terms: SortSpec.scores(isDescending: descending, ties: .newest).terms,
            predicate: nil,
            count: 21
        )
        #expect(query.sql.contains("ORDER BY rank_value ASC, created_at DESC, id ASC LIMIT $2"))
        #expect(!query.sql.contains("UNION"))
    }

    @Test func `each alternative of a position is a range of its own`() {
        let sort = SortSpec.scores(isDescending: true, ties: .newest)
        let position: [SortValue] = [.number(5), .timestamp(Timestamp(microseconds: 1)), .uuid(UUID())]
        let predicate = KeysetPredicate(sort: sort, position: position, direction: .forward)
        let query = RankedRowQuery.make(filter(descending: true), terms: sort.terms, predicate: predicate, count: 21)
        #expect(query.sql.components(separatedBy: "UNION ALL").count == 3)
        #expect(query.sql.contains("rank_value > $3"))
        #expect(query.parameters[2] as? Double == -5)
    }

    @Test func `both pools together are two ranges`() {
        let query = RankedRowQuery.make(filter(descending: true, isTest: nil), terms: SortSpec.newestFirst.terms, predicate: nil, count: 21)
        #expect(query.sql.contains("is_test = false") && query.sql.contains("is_test = true"))
    }

    @Test func `a position that nothing can follow selects nothing`() {
        let sort = SortSpec([SortTerm(SortField("x", .number, isNullable: true), .descending), SortTerm(.id, .ascending)])
        let predicate = KeysetPredicate(sort: SortSpec([]), position: [], direction: .forward)
        let query = RankedRowQuery.make(filter(descending: true), terms: sort.terms, predicate: predicate, count: 21)
        #expect(query.sql.contains("LIMIT 0 * $2"))
    }
}
