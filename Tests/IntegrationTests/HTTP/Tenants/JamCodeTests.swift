import ByteJSON
import HTTPTypes
import LeadrDomain
import Testing

@Suite("Admin API: jam codes")
struct JamCodeTests {
    private func create(_ api: APIFixture, _ fields: String) async throws -> Answer {
        try await api.admin(.post, "/jam-codes", #"{"description":"A jam"\#(fields)}"#)
    }

    @Test func `a code has defaults and is kept in upper case`() async throws {
        try await APIFixture.with { api async throws in
            let answer = try await create(api, #","code":"gameJam25""#)
            #expect(answer.status == 201)
            #expect(answer["code"] == "GAMEJAM25" && answer["active"] == true && answer["current_uses"] == 0)
            #expect(answer["features"] == .object([:]) && answer["max_uses"] == .null && answer["expires_at"] == .null)
            let clash = try await create(api, #","code":"GameJam25""#)
            #expect(clash.status == 400 && clash.error == "Jam code 'GAMEJAM25' already exists")
        }
    }

    @Test func `what does not fit is told with 422`() async throws {
        try await APIFixture.with { api async throws in
            #expect(try await api.admin(.post, "/jam-codes", "{}").issues == ["missing code", "missing description"])
            #expect(try await create(api, #","code":"ab""#).issues == ["string_too_short code"])
            #expect(try await create(api, #","code":"\#(String(repeating: "a", count: 51))""#).issues == ["string_too_long code"])
            #expect(try await create(api, #","code":"a-b-c""#).issues == ["string_pattern_mismatch code"])
            let rest = #","code":"abc","features":[],"max_uses":-1,"expires_at":1"#
            #expect(try await create(api, rest).issues == ["dict_type features", "greater_than_equal max_uses", "datetime_type expires_at"])
            #expect(try await create(api, #","code":"abc","max_uses":2147483648"#).issues == ["less_than_equal max_uses"])
        }
    }

    @Test func `an id is read with and without its prefix`() async throws {
        try await APIFixture.with { api async throws in
            let created = try await create(api, #","code":"ABC","features":{"boards":{"max":3}},"max_uses":2147483647"#)
            let id = try #require(created["id"]?.string)
            #expect(id.hasPrefix("jam_"))
            let bare = String(id.dropFirst(4))
            for text in [id, bare, bare.uppercased(), bare.replacing("-", with: "")] {
                #expect(try await api.admin(.get, "/jam-codes/\(text)").json == created.json)
            }
            #expect(try await api.admin(.patch, "/jam-codes/\(bare)", "{}").json == created.json)
            for unknown in [Unknown.jamCode, String(Unknown.jamCode.dropFirst(4))] {
                for answer in [try await api.admin(.get, "/jam-codes/\(unknown)"), try await api.admin(.patch, "/jam-codes/\(unknown)", "{}")] {
                    #expect(answer.status == 404 && answer.error == "Jam code not found")
                }
            }
            #expect(try await api.admin(.get, "/jam-codes/acc_\(bare)").issues == ["value_error jam_code_id"])
        }
    }

    @Test func `a change touches what it names, and null changes nothing`() async throws {
        try await APIFixture.with { api async throws in
            let created = try await create(api, #","code":"ABC","max_uses":5,"expires_at":"2999-01-01T00:00:00Z""#)
            let id = try #require(created["id"]?.string)
            let nulls = #"{"description":null,"features":null,"max_uses":null,"active":null,"expires_at":null}"#
            #expect(try await api.admin(.patch, "/jam-codes/\(id)", nulls).json == created.json)
            let body =
                #"{"description":"Other","features":{"a":[1,null]},"max_uses":7,"active":false,"expires_at":"2998-01-01T00:00:00Z","code":"XYZ"}"#
            let changed = try await api.admin(.patch, "/jam-codes/\(id)", body)
            #expect(changed["description"] == "Other" && changed["max_uses"] == 7 && changed["active"] == false && changed["code"] == "ABC")
            #expect(changed["features"] == ["a": [1, .null]] && changed["expires_at"] == "2998-01-01T00:00:00Z")
            #expect(try await api.admin(.get, "/jam-codes/\(id)").json == changed.json)
            #expect(try await api.admin(.patch, "/jam-codes/\(id)", #"{"active":1}"#).issues == ["bool_type active"])
        }
    }

    @Test func `lists are sorted and paged, unlimited codes first among the limits`() async throws {
        try await APIFixture.with { api async throws in
            for fields in [#","code":"AAA","max_uses":2"#, #","code":"BBB""#, #","code":"CCC","max_uses":1"#] { _ = try await create(api, fields) }
            func codes(_ query: String) async throws -> [String?] { try await api.admin(.get, "/jam-codes?\(query)").data.map { $0["code"]?.string } }
            #expect(try await codes("sort=code:desc") == ["CCC", "BBB", "AAA"])
            #expect(try await codes("") == ["CCC", "BBB", "AAA"])
            #expect(try await codes("sort=max_uses:asc") == ["BBB", "CCC", "AAA"])
            let first = try await api.admin(.get, "/jam-codes?sort=max_uses:asc&limit=1")
            let cursor = try #require(first.paging("next_cursor")?.string).queryEscaped
            #expect(try await codes("sort=max_uses:asc&limit=2&cursor=\(cursor)") == ["CCC", "AAA"])
            #expect(try await api.admin(.get, "/jam-codes?sort=features:asc").status == 400)
        }
    }
}
