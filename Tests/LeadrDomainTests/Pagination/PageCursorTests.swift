import Foundation
import Testing

@testable import LeadrDomain

@Suite struct PageCursorTests {
    private static let row = ScoreEvents.uuid(9)
    private static let time = Timestamp(microseconds: 1_768_478_400_123_456)
    private let sort = SortSpec.scores(isDescending: true, ties: .newest)

    private var filters: PageFilters {
        var filters = PageFilters()
        filters.set("board_id", ScoreEvents.board)
        filters.set("is_test", false)
        filters.set("identity_id", IdentityID?.none)
        return filters
    }

    private func cursor(_ value: Double = 1000, at time: Timestamp = time) -> PageCursor {
        PageCursor(
            position: [.number(value), .timestamp(time), .uuid(Self.row)],
            rowID: Self.row,
            sort: sort,
            filters: filters,
            direction: .forward
        )
    }

    @Test func `the payload is the contract's`() {
        let id = UUIDText.format(Self.row)
        #expect(
            String(decoding: cursor().json, as: UTF8.self)
                == #"{"pv":[1000.0,"2026-01-15T12:00:00.123456+00:00","\#(id)"],"pid":"\#(id)","#
                + #""sf":[{"n":"primary_value","d":"desc"},{"n":"created_at","d":"desc"},{"n":"id","d":"asc"}],"#
                + #""f":{"board_id":"\#(ScoreEvents.board.wire)","is_test":"False"},"dir":"forward"}"#
        )
    }

    @Test func `times are written with all six digits`() {
        let json = String(decoding: cursor(at: Timestamp(microseconds: 0)).json, as: UTF8.self)
        #expect(json.contains(#""1970-01-01T00:00:00.000000+00:00""#))
    }

    @Test(arguments: [0, 1000, -0.1, .leastNonzeroMagnitude, 1.7976931348623157e308, 288_230_376_151_711_744, 9_007_199_254_740_992] as [Double])
    func `a cursor comes back exactly, with padding and without`(value: Double) throws {
        let cursor = cursor(value)
        let text = cursor.encoded
        #expect(try PageCursor(parsing: text, sort: sort, filters: filters) == cursor)
        #expect(try PageCursor(parsing: text.replacing("=", with: ""), sort: sort, filters: filters) == cursor)
        #expect(text.utf8.count.isMultiple(of: 4))
        #expect(!text.contains("+") && !text.contains("/"))
    }

    @Test func `every type of column and null come back`() throws {
        var generator = SeededGenerator(seed: 13)
        for sort in try SampleSorts.all() {
            for number in 0..<60 as Range<UInt8> {
                let row = SampleRow(number: number, using: &generator)
                let cursor = PageCursor(
                    position: sort.terms.map { row.value($0.field) },
                    rowID: row.id,
                    sort: sort,
                    filters: PageFilters(),
                    direction: .backward
                )
                #expect(try PageCursor(parsing: cursor.encoded, sort: sort, filters: PageFilters()) == cursor)
            }
        }
    }

    @Test func `another sort, other filters, fewer or more filters do not match`() throws {
        let text = cursor().encoded
        let message = "Query parameters don't match cursor state. Start a new pagination sequence."
        var other = filters
        other.set("is_test", true)
        var more = filters
        more.set("identity_id", ScoreEvents.identity)
        for (sort, filters) in [
            (SortSpec.scores(isDescending: false, ties: .newest), filters), (.newestFirst, filters), (sort, PageFilters()), (sort, other),
            (sort, more),
        ] {
            let error = #expect(throws: PageCursorError.self) { try PageCursor(parsing: text, sort: sort, filters: filters) }
            #expect(error.map { "\($0)" } == message)
        }
    }

    @Test func `the limit is no part of the cursor`() throws {
        for limit in ["1", "100"] {
            let request = try PageRequest(
                limit: limit,
                sort: nil,
                cursor: cursor().encoded,
                allowing: .scores,
                defaultSort: sort,
                filters: filters
            )
            #expect(request.cursor == cursor())
        }
    }
}
