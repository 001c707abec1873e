import LeadrDomain
import Testing

@Suite struct PageRequestTests {
    private func request(limit: String? = nil, sort: String? = nil, cursor: String? = nil) throws(PageRequest.ParseError) -> PageRequest {
        try PageRequest(limit: limit, sort: sort, cursor: cursor, allowing: .boards, filters: PageFilters())
    }

    @Test func `absent parameters give the defaults`() throws {
        let request = try request()
        #expect(request.limit == .standard)
        #expect(request.fetchCount == 21)
        #expect(request.sort == .newestFirst)
        #expect(request.predicate == nil)
        #expect(request.direction == .forward)
    }

    @Test func `an empty parameter is not an absent one`() {
        #expect(throws: PageRequest.ParseError.limit(.notAnInteger)) { try request(limit: "") }
        #expect(throws: PageRequest.ParseError.sort(.malformed(part: ""))) { try request(sort: "") }
        #expect(throws: PageRequest.ParseError.cursor(.invalid(detail: "Cursor is empty"))) { try request(cursor: "") }
    }

    @Test func `limit is checked before sort, sort before cursor`() {
        #expect(throws: PageRequest.ParseError.limit(.tooSmall)) { try request(limit: "0", sort: "x", cursor: "x") }
        #expect(throws: PageRequest.ParseError.sort(.malformed(part: "x"))) { try request(sort: "x", cursor: "x") }
    }

    @Test func `a backward cursor inverts the order of fetching`() throws {
        let cursor = PageCursor(
            position: [.timestamp(Timestamp(microseconds: 1)), .uuid(.zero)],
            rowID: .zero,
            sort: .newestFirst,
            filters: PageFilters(),
            direction: .backward
        )
        let request = try request(cursor: cursor.encoded)
        #expect(request.fetchTerms.map(\.order) == [.ascending, .descending])
        #expect(request.predicate?.alternatives.count == 2)
    }

    @Test func `filters record what the query named, in one form`() {
        var filters = PageFilters()
        filters.set("board_id", ScoreEvents.board)
        filters.set("is_active", true)
        filters.set("is_test", false)
        filters.set("starts_before", Timestamp(microseconds: 0))
        filters.set("slug", "s")
        filters.set("code", String?.none)
        #expect(
            filters.values == [
                "board_id": ScoreEvents.board.wire, "is_active": "True", "is_test": "False", "starts_before": "1970-01-01T00:00:00Z", "slug": "s",
            ]
        )
    }
}
