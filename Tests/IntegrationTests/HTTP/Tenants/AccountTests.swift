import ByteJSON
import HTTPTypes
import LeadrDomain
import Testing

@Suite("Admin API: accounts")
struct AccountTests {
    private func account(_ api: APIFixture, _ name: String, _ slug: String? = nil) async throws -> String {
        let field = slug.map { #","slug":"\#($0)""# } ?? ""
        let answer = try await api.admin(.post, "/accounts", #"{"name":"\#(name)"\#(field)}"#)
        return try #require(answer["id"]?.string, "\(answer.json)")
    }

    @Test func `a change touches what it names, and null clears what may be empty`() async throws {
        try await APIFixture.with { api async throws in
            let id = try await account(api, "Acme")
            let body = #"{"name":" Acme Games ","slug":"acme-games","timezone":"Europe/Berlin","country":"DE","city":"Berlin"}"#
            let changed = try await api.admin(.patch, "/accounts/\(id)", body)
            #expect(changed.status == 200)
            #expect(changed["name"] == "Acme Games" && changed["slug"] == "acme-games" && changed["city"] == "Berlin")
            let cleared = try await api.admin(.patch, "/accounts/\(id)", #"{"city":null,"status":"suspended"}"#)
            #expect(cleared["city"] == .null && cleared["country"] == "DE" && cleared["status"] == "suspended")
            #expect(try await api.admin(.patch, "/accounts/\(id)", "{}").json == cleared.json)
            #expect(try await api.admin(.get, "/accounts/\(id)").json == cleared.json)
        }
    }

    @Test func `null for a field that has none, and an unknown status, do not fit the schema`() async throws {
        try await APIFixture.with { api async throws in
            let id = try await account(api, "Acme")
            let answer = try await api.admin(.patch, "/accounts/\(id)", #"{"name":null,"slug":null,"status":"closed"}"#)
            #expect(answer.status == 422)
            #expect(answer.issues == ["string_type name", "string_type slug", "enum status"])
        }
    }

    @Test func `names and slugs of others, be they deleted, are refused`() async throws {
        try await APIFixture.with { api async throws in
            let id = try await account(api, "Acme")
            let gone = try await account(api, "Gone", "gone")
            #expect(try await api.admin(.patch, "/accounts/\(gone)", #"{"deleted":true}"#).status == 200)
            let name = try await api.admin(.patch, "/accounts/\(id)", #"{"name":"Gone"}"#)
            #expect(name.status == 409 && name.error == "An account with this name already exists")
            let slug = try await api.admin(.patch, "/accounts/\(id)", #"{"slug":"gone"}"#)
            #expect(slug.status == 409 && slug.error == "An account with this slug already exists")
            let created = try await api.admin(.post, "/accounts", #"{"name":"New","slug":"gone"}"#)
            #expect(created.status == 400 && created.error == "An account with slug 'gone' already exists")
            let duplicate = try await api.admin(.post, "/accounts", #"{"name":"Gone","slug":"other"}"#)
            #expect(duplicate.status == 409 && duplicate.error == "An account with this name already exists")
            #expect(try await api.admin(.post, "/accounts", #"{"name":"gone"}"#)["slug"] == "gone-2", "the pre-check counts deleted slugs")
            #expect(try await api.admin(.patch, "/accounts/\(id)", #"{"slug":"acme"}"#).status == 200, "its own slug is no conflict")
        }
    }

    @Test func `malformed names and slugs are refused with the rule's text`() async throws {
        try await APIFixture.with { api async throws in
            let id = try await account(api, "Acme")
            let rules = [
                (#""name":"  ""#, "Account name cannot be empty"), (#""name":"x""#, "Account name must be between 2 and 100 characters"),
                (#""slug":"A b""#, "Slug must contain only lowercase letters, numbers and single hyphens between them"),
                (#""slug":"a""#, "Slug must be between 2 and 50 characters"),
            ]
            for (fields, text) in rules {
                let answer = try await api.admin(.patch, "/accounts/\(id)", "{\(fields)}")
                #expect(answer.status == 400 && answer.error == text)
            }
            let creation = try await api.admin(.post, "/accounts", #"{"name":"New","slug":"a--b"}"#)
            #expect(creation.status == 400 && creation.error == rules[2].1)
            #expect(try await api.admin(.post, "/accounts", #"{"name":"日本"}"#).error == "Cannot generate slug from text with no valid characters")
        }
    }

    @Test func `deletion wins over all else, answers with what was there, and happens once`() async throws {
        try await APIFixture.with { api async throws in
            let id = try await account(api, "Acme")
            let deleted = try await api.admin(.patch, "/accounts/\(id)", #"{"deleted":true,"name":"Other","status":"suspended"}"#)
            #expect(deleted.status == 200 && deleted["name"] == "Acme" && deleted["status"] == "active")
            for answer in [
                try await api.admin(.get, "/accounts/\(id)"), try await api.admin(.patch, "/accounts/\(id)", #"{"deleted":true}"#),
                try await api.admin(.patch, "/accounts/\(id)", #"{"name":"Other"}"#),
            ] {
                #expect(answer.status == 404 && answer.error == "Account not found")
            }
            #expect(try await api.admin(.get, "/accounts?slug=acme").error == "Account with slug 'acme' not found")
            let kept = try await account(api, "Kept")
            #expect(try await api.admin(.patch, "/accounts/\(kept)", #"{"deleted":false}"#).status == 200)
            #expect(try await api.admin(.get, "/accounts/\(kept)").status == 200)
        }
    }

    @Test func `access comes before existence: a regular key learns nothing of other accounts`() async throws {
        try await APIFixture.with { api async throws in
            let mine = try await account(api, "Mine")
            let other = try await account(api, "Other")
            let key = try await api.makeKey(for: mine)
            let denied = "You do not have access to this account"
            for id in [other, Unknown.account] {
                for answer in [
                    try await api.admin(.get, "/accounts/\(id)", key: key), try await api.admin(.patch, "/accounts/\(id)", "{}", key: key),
                ] {
                    #expect(answer.status == 403 && answer.error == denied)
                }
            }
            #expect(try await api.admin(.patch, "/accounts/\(mine)", #"{"city":"Bonn"}"#, key: key)["city"] == "Bonn")
            let slug = try await api.admin(.get, "/accounts?slug=other", key: key)
            #expect(slug.status == 403 && slug.error == denied)
            #expect(try await api.admin(.get, "/accounts?slug=mine", key: key).data.count == 1)
            let creation = try await api.admin(.post, "/accounts", #"{"name":"New"}"#, key: key)
            #expect(creation.status == 403 && creation.error == "Only superadmins can create accounts")
        }
    }

    @Test func `superadmins page through all accounts, others see exactly their own`() async throws {
        try await APIFixture.with { api async throws in
            var ids: [String] = []
            for name in ["Aa", "Bb", "Cc"] { ids.append(try await account(api, name)) }
            let first = try await api.admin(.get, "/accounts?sort=name:asc&limit=2")
            #expect(first.data.map { $0["name"]?.string } == ["Aa", "Bb"])
            let cursor = try #require(first.paging("next_cursor")?.string).queryEscaped
            #expect(
                try await api.admin(.get, "/accounts?sort=name:asc&limit=2&cursor=\(cursor)").data.map { $0["name"]?.string } == ["Cc", "LEADR"]
            )
            let own = try await api.admin(.get, "/accounts", key: api.makeKey(for: ids[1]))
            #expect(own.data.map { $0["id"]?.string } == [ids[1]])
            #expect(own.paging("count") == 1 && own.paging("next_cursor") == .null && own.paging("has_next") == false)
        }
    }
}
