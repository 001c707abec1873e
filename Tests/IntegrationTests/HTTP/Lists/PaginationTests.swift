import ByteJSON
import LeadrDomain
import Testing

@Suite("Pagination of every list")
struct PaginationTests {
    @Test(arguments: ListCase.all)
    func `pages of any size tile the list exactly, forward and backward, in every order`(list: ListCase) async throws {
        try await APIFixture.with { api async throws in
            let lists = try await ListWorld.make(list, in: api)
            let rows = try await lists.everything()
            for field in list.sortable.fields {
                for direction in ["asc", "desc"] {
                    let ids = try lists.order(of: rows, by: field, ascending: direction == "asc")
                    for limit in [1, 7, 20] {
                        try await ListWalk(lists: lists, sort: "\(field.name):\(direction)", limit: limit, ids: ids).run()
                    }
                }
            }
        }
    }

    @Test(arguments: ListCase.all)
    func `a cursor is good for its own list alone, and what is wrong with a query is said`(list: ListCase) async throws {
        try await APIFixture.with { api async throws in
            let lists = try await ListWorld.make(list, in: api)
            let first = try await lists.get("limit=5")
            let cursor = "cursor=" + (try #require(first.paging("next_cursor")?.string)).queryEscaped
            #expect(try await lists.get("limit=9", cursor).status == 200, "another page size")
            let mismatch = "Query parameters don't match cursor state. Start a new pagination sequence."
            for other in ["sort=id:desc", list.filter] where !other.isEmpty {
                let answer = try await lists.get(cursor, other)
                #expect(answer.status == 400 && answer.error == mismatch, "\(other): \(answer.json)")
            }
            for damaged in ["", "%21", "e30", "bnVsbA"] {
                let answer = try await lists.get("cursor=" + damaged)
                #expect(answer.status == 400 && answer.error?.hasPrefix("Invalid pagination cursor: ") == true, "\(damaged)")
            }
            #expect(try await lists.get("cursor=e30").error == "Invalid pagination cursor: Cursor missing required fields")
            let unknown = "Unknown sort field: color. Valid fields: \(list.sortable.listing)"
            #expect(try await lists.get("sort=color:asc").error == unknown)
            #expect(try await lists.get("sort=id").error == "Invalid sort specification: id. Expected 'field:asc' or 'field:desc'")
            #expect(try await lists.get("sort=id:up").error == "Invalid sort direction: up. Expected 'asc' or 'desc'")
            for (limit, issue) in [("0", "greater_than_equal limit"), ("101", "less_than_equal limit"), ("x", "int_parsing limit")] {
                #expect(try await lists.get("limit=\(limit)").issues == [issue])
            }
        }
    }
}
