import Foundation
import LeadrDomain
import Testing

@Suite struct KeysetPredicateTests {
    private let nullable = SortField("score", .number, isNullable: true)
    private let required = SortField("uses", .integer)

    private func text(_ predicate: KeysetPredicate) -> [[String]] {
        predicate.alternatives.map { $0.map { "\($0.field.name) \($0.relation)" } }
    }

    @Test func `after a position: the first differing field decides`() {
        let sort = SortSpec([SortTerm(required, .descending), SortTerm(.createdAt, .ascending)])
        let position: [SortValue] = [.integer(5), .timestamp(Timestamp(microseconds: 1)), .uuid(.zero)]
        #expect(
            text(KeysetPredicate(sort: sort, position: position, direction: .forward)) == [
                ["uses less"], ["uses equal", "created_at greater"], ["uses equal", "created_at equal", "id greater"],
            ]
        )
        #expect(
            text(KeysetPredicate(sort: sort, position: position, direction: .backward)) == [
                ["uses greater"], ["uses equal", "created_at less"], ["uses equal", "created_at equal", "id less"],
            ]
        )
    }

    @Test(arguments: [
        (FieldOrder.ascending, SortValue.number(1), [["score greater"], ["score equal", "id greater"]]),
        (.descending, .number(1), [["score lessOrNull"], ["score equal", "id greater"]]),
        (.ascending, .null, [["score isNotNull"], ["score isNull", "id greater"]]),
        (.descending, .null, [["score isNull", "id greater"]]),
    ])
    func `null is the smallest value in both directions`(order: FieldOrder, value: SortValue, expected: [[String]]) {
        let predicate = KeysetPredicate(sort: SortSpec([SortTerm(nullable, order)]), position: [value, .uuid(.zero)], direction: .forward)
        #expect(text(predicate) == expected)
    }

    @Test func `nulls stand first in ascending and last in descending order`() {
        #expect(SortTerm(nullable, .ascending).putsNullsFirst)
        #expect(!SortTerm(nullable, .descending).putsNullsFirst)
    }

    @Test func `terms behind id decide nothing and are left out`() {
        let sort = SortSpec([SortTerm(.id, .descending), SortTerm(required, .ascending)])
        let predicate = KeysetPredicate(sort: sort, position: [.uuid(.zero), .integer(1)], direction: .forward)
        #expect(text(predicate) == [["id less"]])
    }

    @Test func `the predicate agrees with the order for every pair of rows`() throws {
        var generator = SeededGenerator(seed: 11)
        let rows = (0..<28).map { SampleRow(number: $0, using: &generator) }
        for sort in try SampleSorts.all() {
            for boundary in rows {
                let position = sort.terms.map { boundary.value($0.field) }
                let after = KeysetPredicate(sort: sort, position: position, direction: .forward)
                let before = KeysetPredicate(sort: sort, position: position, direction: .backward)
                for row in rows {
                    let values = sort.terms.map { row.value($0.field) }
                    #expect(after.matches(row.value) == sort.precedes(position, values))
                    #expect(before.matches(row.value) == sort.precedes(values, position))
                }
            }
        }
    }
}
