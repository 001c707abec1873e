import ByteJSON
import LeadrDomain
import Testing

/// A walk through a list, forward to its end and back again, that holds every page against the whole.
struct ListWalk {
    let lists: ListWorld
    /// The `sort` parameter.
    let sort: String
    /// Rows per page.
    let limit: Int
    /// Ids of all rows in that order.
    let ids: [String]

    /// Takes the walk.
    func run() async throws {
        var page = try await self.page(0..<min(limit, ids.count), cursor: nil)
        var start = 0
        while start + limit < ids.count {
            start += limit
            page = try await self.page(start..<min(start + limit, ids.count), cursor: page.paging("next_cursor")?.string)
        }
        while start > 0 {
            let end = start
            start = max(0, end - limit)
            page = try await self.page(start..<end, cursor: page.paging("prev_cursor")?.string, isBackward: true)
        }
    }

    private func page(_ range: Range<Int>, cursor: String?, isBackward: Bool = false) async throws -> Answer {
        let page = try await lists.get("sort=\(sort)", "limit=\(limit)", cursor.map { "cursor=" + $0.queryEscaped } ?? "")
        let place = "\(lists.list.path) by \(sort), \(limit) rows, \(isBackward ? "backward" : "forward") to \(range)"
        try #require(page.status == 200, "\(place): \(page.json)")
        try #require(page.data.map { $0["id"]?.string } == ids[range].map(Optional.some), "\(place)")
        // A page reached by a cursor has neighbours on the side it was reached from (`contract/pagination.md §5`).
        let hasNext = range.upperBound < ids.count
        let hasPrevious = range.lowerBound > 0
        try #require(page.paging("has_next") == .bool(hasNext) && page.paging("has_prev") == .bool(hasPrevious), "\(place)")
        try #require((page.paging("next_cursor")?.string != nil) == hasNext, "\(place)")
        try #require((page.paging("prev_cursor")?.string != nil) == hasPrevious, "\(place)")
        try #require(page.paging("count")?.integer == Int64(range.count), "\(place)")
        return page
    }
}
