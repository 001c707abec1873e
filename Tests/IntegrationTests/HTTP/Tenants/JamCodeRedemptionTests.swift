import ByteJSON
import HTTPTypes
import LeadrDomain
import Testing

@Suite("Registration with a jam code")
struct JamCodeRedemptionTests {
    private func jam(_ api: APIFixture, _ fields: String = "") async throws -> String {
        let answer = try await api.admin(.post, "/jam-codes", #"{"code":"JAM25","description":"A jam"\#(fields)}"#)
        return try #require(answer["id"]?.string, "\(answer.json)")
    }

    @Test func `a code is redeemed in any letter case, with a copy of its features`() async throws {
        try await APIFixture.with { api async throws in
            let id = try await jam(api, #","features":{"boards":3}"#)
            let answer = try await api.complete(api.token(for: "ann@example.com"), #","account_name":"Acme","jam_code":" jam25 ""#)
            #expect(answer.status == 201)
            #expect(try await api.admin(.get, "/jam-codes/\(id)")["current_uses"] == 1)
            let account = try AccountID(wire: try #require(answer["account_id"]?.string))
            let sql = "SELECT count(*) FROM jam_code_redemptions WHERE account_id = $1 AND meta ->> 'boards' = '3'"
            #expect(try await api.number(sql, account) == 1)
        }
    }

    @Test(arguments: [#"{"active":false}"#, #"{"expires_at":"2020-01-01T00:00:00Z"}"#, #"{"max_uses":0}"#])
    func `a code that is off, past its time or used up is refused, and nothing is written`(change: String) async throws {
        try await APIFixture.with { api async throws in
            let id = try await jam(api)
            #expect(try await api.admin(.patch, "/jam-codes/\(id)", change).status == 200)
            let answer = try await api.complete(api.token(for: "ann@example.com"), #","account_name":"Acme","jam_code":"JAM25""#)
            #expect(answer.status == 400 && answer.error == "Invalid or expired jam code")
            #expect(try await api.number("SELECT count(*) FROM accounts WHERE name = 'Acme'") == 0)
            #expect(try await api.admin(.get, "/jam-codes/\(id)")["current_uses"] == 0)
        }
    }

    @Test func `a registration that fails gives its use back`() async throws {
        try await APIFixture.with { api async throws in
            let id = try await jam(api, #","max_uses":1"#)
            _ = try await api.admin(.post, "/accounts", #"{"name":"Taken"}"#)
            let token = try await api.token(for: "ann@example.com")
            #expect(try await api.complete(token, #","account_name":"Taken","jam_code":"JAM25""#).status == 409)
            #expect(try await api.admin(.get, "/jam-codes/\(id)")["current_uses"] == 0)
            #expect(try await api.complete(token, #","account_name":"Acme","jam_code":"JAM25""#).status == 201)
        }
    }

    @Test func `the last uses go to as many accounts as there are uses, however many ask at once`() async throws {
        try await APIFixture.with { api async throws in
            let id = try await jam(api, #","max_uses":2"#)
            var tokens: [String] = []
            for number in 0..<6 { tokens.append(try await api.token(for: "user\(number)@example.com")) }
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for (number, token) in tokens.enumerated() {
                    group.addTask { try await api.complete(token, #","account_name":"Account \#(number)","jam_code":"JAM25""#).status }
                }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(statuses == [201: 2, 400: 4])
            #expect(try await api.admin(.get, "/jam-codes/\(id)")["current_uses"] == 2)
            #expect(try await api.number("SELECT count(*) FROM jam_code_redemptions") == 2)
        }
    }
}
