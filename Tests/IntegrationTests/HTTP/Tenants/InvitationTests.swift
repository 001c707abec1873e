import ByteJSON
import HTTPTypes
import LeadrDomain
import LeadrServices
import Testing

@Suite("Invitations")
struct InvitationTests {
    private func invite(_ api: APIFixture, _ email: String, _ fields: String = "", key: String) async throws -> Answer {
        try await api.admin(.post, "/register/invite", #"{"email":"\#(email)"\#(fields)}"#, key: key)
    }

    private func token(_ api: APIFixture, for email: String) async throws -> String {
        let code = try #require(try await api.mails().first { $0.code != nil }?.code)
        let answer = try await api.verify(email, code)
        try #require(answer["type"] == "invite", "\(answer.json)")
        return try #require(answer["verification_token"]?.string)
    }

    @Test func `from an invitation to a key that works`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let key = try await api.makeKey(for: world.accountID)
            let invited = try await invite(api, "Ann@Example.com", #","display_name":"Ann""#, key: key)
            #expect(invited.status == 201)
            #expect(invited["email"] == "ann@example.com" && invited["status"] == "invited" && invited["message"] == "Invitation sent")
            let mail = try #require(try await api.mails().first)
            #expect(mail.recipient == "ann@example.com" && mail.priority == "high")
            #expect(mail.subject == "You've been invited to join Acme on LEADR")
            let id = try #require(invited["user_id"]?.string)
            #expect(try await api.admin(.get, "/users/\(id)", key: key)["status"] == "invited")

            let completed = try await api.complete(token(api, for: "ann@example.com"), #","account_name":"Ignored","jam_code":"NONE""#)
            #expect(completed.status == 201)
            #expect(completed["account_id"]?.string == world.accountID && completed["account_name"] == "Acme" && completed["display_name"] == "Ann")
            let own = try #require(completed["api_key"]?.string)
            #expect(try await api.admin(.get, "/users/\(id)", key: own)["status"] == "active")
            let keys = try await api.admin(.get, "/api-keys?sort=created_at:desc&limit=1", key: own).data
            #expect(keys.first?["name"] == "Ann's Key" && keys.first?["user_id"]?.string == id)
            #expect(try await api.mails().first?.subject == "Welcome to LEADR, Acme!")
        }
    }

    @Test func `a name may be given at the end, and a token lets in once`() async throws {
        try await APIFixture.with { api async throws in
            let key = try await api.makeKey(for: World.make(in: api).accountID)
            #expect(try await invite(api, "a@example.com", key: key).status == 201)
            let token = try await token(api, for: "a@example.com")
            let bad = try await api.complete(token, #","display_name":"x""#)
            #expect(bad.status == 400 && bad.error == "Display name must be between 2 and 100 characters")
            let completed = try await api.complete(token, #","display_name":" Ann ""#)
            #expect(completed["display_name"] == "Ann")
            let again = try await api.complete(token)
            #expect(again.status == 400 && again.error == "User is not in invited status")
        }
    }

    @Test func `somebody invited before gets a new code; the old one is worth nothing`() async throws {
        try await APIFixture.with { api async throws in
            let key = try await api.makeKey(for: World.make(in: api).accountID)
            let first = try await invite(api, "a@example.com", key: key)
            let old = try #require(try await api.mails().first?.code)
            let second = try await invite(api, "a@example.com", #","display_name":"Other""#, key: key)
            #expect(second.status == 201 && second["user_id"] == first["user_id"])
            #expect(try await api.mails().count == 2)
            #expect(try await api.verify("a@example.com", old).status == 400)
            #expect(try await api.complete(token(api, for: "a@example.com"))["display_name"] == "a1")
        }
    }

    @Test func `an invitation lives as long as its setting says`() async throws {
        try await APIFixture.with {
            $0.registration.inviteLifetime = .seconds(7200)
        } _: { api async throws in
            let key = try await api.makeKey(for: World.make(in: api).accountID)
            _ = try await invite(api, "a@example.com", key: key)
            let sql = "SELECT round(extract(epoch FROM expires_at - created_at))::int8 FROM verification_codes"
            #expect(try await api.number(sql) == 7200)
        }
    }

    @Test func `users who are there cannot be invited, wherever they are`() async throws {
        try await APIFixture.with { api async throws in
            let (mine, other) = (try await World.make(in: api, name: "Mine"), try await World.make(in: api, name: "Other"))
            let (key, foreign) = (try await api.makeKey(for: mine.accountID), try await api.makeKey(for: other.accountID))
            _ = try await api.user(in: mine.accountID, "active@example.com")
            _ = try await invite(api, "invited@example.com", key: foreign)
            for email in ["active@example.com", "invited@example.com"] {
                let answer = try await invite(api, email, key: key)
                #expect(answer.status == 400 && answer.error == "User with email \(email) already exists and is active")
            }
            let gone = try await api.user(in: mine.accountID, "gone@example.com")
            _ = try await api.admin(.patch, "/users/\(gone)", #"{"deleted":true}"#)
            let answer = try await invite(api, "gone@example.com", key: key)
            #expect(answer.status == 409 && answer.error == "Email already registered")
            #expect(try await api.mails().count == 1)
        }
    }

    @Test func `a token is worth nothing for a user who is gone or has another address`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let key = try await api.makeKey(for: world.accountID)
            let user = try #require(try await invite(api, "a@example.com", key: key)["user_id"]?.string)
            let token = try await token(api, for: "a@example.com")
            _ = try await api.admin(.patch, "/users/\(user)", #"{"email":"right@example.com"}"#, key: key)
            let moved = try await api.complete(token)
            #expect(moved.status == 404 && moved.error == "User not found")
            _ = try await api.admin(.patch, "/users/\(user)", #"{"email":"a@example.com"}"#, key: key)
            _ = try await api.admin(.patch, "/users/\(user)", #"{"deleted":true}"#, key: key)
            let gone = try await api.complete(token)
            #expect(gone.status == 404 && gone.error == "User not found")
        }
    }

    @Test func `inviting needs a key and an address`() async throws {
        try await APIFixture.with { api async throws in
            #expect(try await api.send(.post, "/register/invite", body: "{}").error == "API key required")
            #expect(try await api.admin(.post, "/register/invite", "{}").issues == ["missing email"])
            #expect(try await api.admin(.post, "/register/invite", #"{"email":"a@b"}"#).issues == ["value_error email"])
            let name = try await api.admin(.post, "/register/invite", #"{"email":"a@example.com","display_name":"x"}"#)
            #expect(name.status == 400 && name.error == "Display name must be between 2 and 100 characters")
        }
    }

    @Test func `one address invited several times at once is one user with one pending code`() async throws {
        try await APIFixture.with { api async throws in
            let key = try await api.makeKey(for: World.make(in: api).accountID)
            let users = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<6 { group.addTask { try await invite(api, "ann@example.com", key: key)["user_id"]?.string } }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(users.count == 1 && !users.contains(nil))
            #expect(try await api.number("SELECT count(*) FROM verification_codes WHERE status = 'pending'") == 1)
        }
    }
}
