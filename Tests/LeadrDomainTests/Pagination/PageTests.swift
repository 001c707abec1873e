import Foundation
import LeadrDomain
import Testing

@Suite struct PageTests {
    private let rows: [SampleRow] = {
        var generator = SeededGenerator(seed: 15)
        return (0..<23).map { SampleRow(number: $0, using: &generator) }
    }()

    /// What a repository does, on an array: filter, order, fetch one more than asked for.
    private func page(_ rows: [SampleRow], _ request: PageRequest) -> Page<SampleRow> {
        let fetchOrder = SortSpec(request.fetchTerms)
        let fetched = rows.filter { request.predicate?.matches($0.value) ?? true }
            .sorted { left, right in
                fetchOrder.precedes(fetchOrder.terms.map { left.value($0.field) }, fetchOrder.terms.map { right.value($0.field) })
            }
            .prefix(request.fetchCount)
        return Page(fetched: Array(fetched), for: request, position: { $0.value($1) }, id: \.id)
    }

    private func request(_ sort: SortSpec, limit: Int, cursor: String? = nil) throws -> PageRequest {
        let cursor = try cursor.map { try PageCursor(parsing: $0, sort: sort, filters: PageFilters()) }
        return PageRequest(limit: try PageLimit(limit), sort: sort, cursor: cursor)
    }

    private func ordered(_ sort: SortSpec) -> [SampleRow] {
        rows.sorted { left, right in sort.precedes(sort.terms.map { left.value($0.field) }, sort.terms.map { right.value($0.field) }) }
    }

    @Test(arguments: [1, 2, 5, 22, 23, 24, 100])
    func `paging forward and back shows every row once, in order, in every sort`(limit: Int) throws {
        for sort in try SampleSorts.all() {
            var pages = [page(rows, try request(sort, limit: limit))]
            while let next = pages.last?.nextCursor { pages.append(page(rows, try request(sort, limit: limit, cursor: next))) }
            #expect(pages.flatMap(\.rows) == ordered(sort))
            #expect(pages.map(\.hasNext) == pages.indices.map { $0 < pages.count - 1 })
            #expect(pages.map(\.hasPrevious) == pages.indices.map { $0 > 0 })

            var back: [Page<SampleRow>] = []
            var cursor = pages.last?.previousCursor
            while let previous = cursor {
                let page = page(rows, try request(sort, limit: limit, cursor: previous))
                back.append(page)
                cursor = page.previousCursor
            }
            #expect(back.reversed().map(\.rows) == pages.dropLast().map(\.rows))
            #expect(back.allSatisfy { $0.hasNext && $0.nextCursor != nil })
            #expect(back.map(\.hasPrevious) == back.indices.map { $0 < back.count - 1 })
        }
    }

    @Test func `an empty list has neither neighbours nor cursors`() throws {
        let page = page([], try request(.newestFirst, limit: 5))
        #expect(page.count == 0)
        #expect(!page.hasNext && !page.hasPrevious)
        #expect(page.nextCursor == nil && page.previousCursor == nil)
    }

    @Test func `exactly one page has no next`() throws {
        let page = page(rows, try request(.newestFirst, limit: 23))
        #expect(page.count == 23)
        #expect(!page.hasNext && page.nextCursor == nil)
    }

    @Test func `a cursor past the end gives an empty page that says there are rows before`() throws {
        let first = page(rows, try request(.newestFirst, limit: 22))
        let past = page([], try request(.newestFirst, limit: 22, cursor: first.nextCursor))
        #expect(past.count == 0)
        #expect(!past.hasNext && past.hasPrevious)
        #expect(past.nextCursor == nil && past.previousCursor == nil)
    }

    @Test func `a backward page without rows says there are rows after, without a cursor`() throws {
        let pages = [page(rows, try request(.newestFirst, limit: 5))]
        let second = page(rows, try request(.newestFirst, limit: 5, cursor: pages[0].nextCursor))
        let empty = page([], try request(.newestFirst, limit: 5, cursor: second.previousCursor))
        #expect(empty.count == 0)
        #expect(empty.hasNext && !empty.hasPrevious)
        #expect(empty.nextCursor == nil && empty.previousCursor == nil)
    }

    @Test func `a backward page shows the rows just before the cursor, also with another limit`() throws {
        let order = ordered(.newestFirst)
        let first = page(rows, try request(.newestFirst, limit: 10))
        let second = page(rows, try request(.newestFirst, limit: 5, cursor: first.nextCursor))
        #expect(second.rows == Array(order[10..<15]))
        let back = page(rows, try request(.newestFirst, limit: 3, cursor: second.previousCursor))
        #expect(back.rows == Array(order[7..<10]))
        #expect(back.hasNext && back.hasPrevious)
        let again = page(rows, try request(.newestFirst, limit: 5, cursor: back.nextCursor))
        #expect(again.rows == second.rows)
    }

    @Test func `paging goes on from a boundary row that was deleted, and skips or repeats no other`() throws {
        let order = ordered(.newestFirst)
        let first = page(rows, try request(.newestFirst, limit: 4))
        let rest = rows.filter { $0 != first.rows.last }
        let second = page(rest, try request(.newestFirst, limit: 4, cursor: first.nextCursor))
        #expect(second.rows == Array(order[4..<8]))
    }

    @Test func `rows can be mapped without losing the place`() throws {
        let source = page(rows, try request(.newestFirst, limit: 4))
        let mapped = source.map(\.id)
        #expect(mapped.rows == source.rows.map(\.id))
        #expect(mapped.nextCursor == source.nextCursor)
        #expect(mapped.hasNext)
    }
}
