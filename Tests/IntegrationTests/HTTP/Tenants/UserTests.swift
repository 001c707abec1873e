import ByteJSON
import HTTPTypes
import LeadrDomain
import Testing

@Suite("Admin API: users")
struct UserTests {
    @Test func `a user is active and has no special rights, the address is normalised`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let body = #"{"account_id":"\#(world.accountID)","email":" Ann@Example.COM ","display_name":" Ann A. ","super_admin":true}"#
            let user = try await api.admin(.post, "/users", body)
            #expect(user.status == 201)
            #expect(user["email"] == "ann@example.com" && user["display_name"] == "Ann A." && user["account_id"]?.string == world.accountID)
            #expect(user["status"] == "active" && user["super_admin"] == false)
            let id = try #require(user["id"]?.string)
            #expect(try await api.admin(.get, "/users/\(id)").json == user.json)
            #expect(try await api.number("SELECT count(*) FROM users WHERE email = 'ann@example.com' AND NOT is_owner") == 1)
        }
    }

    @Test func `what does not fit is told with 422`() async throws {
        try await APIFixture.with { api async throws in
            #expect(try await api.admin(.post, "/users", "{}").issues == ["missing account_id", "missing email", "missing display_name"])
            let world = try await World.make(in: api)
            let body = #"{"account_id":"\#(world.accountID)","email":"ann","display_name":" a "}"#
            #expect(try await api.admin(.post, "/users", body).issues == ["value_error email", "value_error display_name"])
            let id = try await api.user(in: world.accountID, "ann@example.com")
            let change = #"{"email":"a@b","display_name":" ","status":"gone","super_admin":"yes"}"#
            let expected = ["value_error email", "value_error display_name", "bool_type super_admin", "enum status"]
            #expect(try await api.admin(.patch, "/users/\(id)", change).issues == expected)
            let nulls = try await api.admin(.patch, "/users/\(id)", #"{"email":null,"display_name":null,"status":null}"#)
            #expect(nulls.issues == ["string_type email", "string_type display_name", "enum status"])
            let long = String(repeating: "a", count: 250) + "@example.com"
            #expect(try await api.admin(.patch, "/users/\(id)", #"{"email":"\#(long)"}"#).issues == ["string_too_long email"])
        }
    }

    @Test func `an address belongs to one user for ever, in any letter case`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let ann = try await api.user(in: world.accountID, "ann@example.com")
            let ben = try await api.user(in: world.accountID, "ben@example.com")
            #expect(try await api.admin(.patch, "/users/\(ann)", #"{"deleted":true}"#).status == 200)
            let body = #"{"account_id":"\#(world.accountID)","email":"ANN@example.com","display_name":"Ann"}"#
            for answer in [try await api.admin(.post, "/users", body), try await api.admin(.patch, "/users/\(ben)", #"{"email":"Ann@example.com"}"#)]
            {
                #expect(answer.status == 409 && answer.error == "Email already registered")
            }
        }
    }

    @Test func `an account that is not there, or deleted, gets no users`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let ann = try await api.user(in: world.accountID, "ann@example.com")
            _ = try await api.admin(.patch, "/accounts/\(world.accountID)", #"{"deleted":true}"#)
            for account in [Unknown.account, world.accountID] {
                let answer = try await api.admin(.post, "/users", #"{"account_id":"\#(account)","email":"b@example.com","display_name":"Ben"}"#)
                #expect(answer.status == 404 && answer.error == "Account not found")
            }
            #expect(try await api.admin(.get, "/users/\(ann)").error == "User not found")
            #expect(try await api.admin(.patch, "/users/\(ann)", "{}").error == "User not found")
            #expect(try await api.admin(.get, "/users?account_id=\(world.accountID)").data.isEmpty)
        }
    }

    @Test func `a change touches what it names; invited is accepted and changes nothing`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let id = try await api.user(in: world.accountID, "ann@example.com", name: "Ann")
            let changed = try await api.admin(.patch, "/users/\(id)", #"{"email":"New@Example.com","status":"suspended"}"#)
            #expect(changed["email"] == "new@example.com" && changed["display_name"] == "Ann" && changed["status"] == "suspended")
            let invited = try await api.admin(.patch, "/users/\(id)", #"{"status":"invited","display_name":"Ann B."}"#)
            #expect(invited.status == 200 && invited["status"] == "suspended" && invited["display_name"] == "Ann B.")
            #expect(try await api.admin(.patch, "/users/\(id)", "{}").json == invited.json)
            let deleted = try await api.admin(.patch, "/users/\(id)", #"{"deleted":true,"status":"active"}"#)
            #expect(deleted.status == 200 && deleted.json == invited.json)
            for answer in [try await api.admin(.get, "/users/\(id)"), try await api.admin(.patch, "/users/\(id)", #"{"deleted":true}"#)] {
                #expect(answer.status == 404 && answer.error == "User not found")
            }
        }
    }

    @Test func `super_admin is for superadmins to give, and superadmins are for superadmins to change`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let key = try await api.makeKey(for: world.accountID)
            let id = try await api.user(in: world.accountID, "ann@example.com")
            for value in ["true", "false"] {
                let refused = try await api.admin(.patch, "/users/\(id)", #"{"super_admin":\#(value)}"#, key: key)
                #expect(refused.status == 403 && refused.error == "Superadmin access required")
            }
            #expect(try await api.admin(.patch, "/users/\(id)", #"{"super_admin":true}"#)["super_admin"] == true)
            for body in [#"{"email":"mine@example.com"}"#, #"{"deleted":true}"#, #"{"status":"suspended"}"#] {
                let refused = try await api.admin(.patch, "/users/\(id)", body, key: key)
                #expect(refused.status == 403 && refused.error == "Superadmin access required")
            }
            #expect(try await api.admin(.patch, "/users/\(id)", #"{"super_admin":false}"#)["super_admin"] == false)
            #expect(try await api.admin(.patch, "/users/\(id)", #"{"display_name":"Ann"}"#, key: key).status == 200)
        }
    }

    @Test func `superadmins cannot lock themselves out`() async throws {
        try await APIFixture.with { api async throws in
            let own = try #require(try await api.admin(.get, "/users").data.first)
            let (user, account) = (try #require(own["id"]?.string), try #require(own["account_id"]?.string))
            for change in [#"{"deleted":true}"#, #"{"super_admin":false}"#, #"{"status":"suspended"}"#] {
                let answer = try await api.admin(.patch, "/users/\(user)", change)
                #expect(answer.status == 409 && answer.error == "Superadmins cannot take away their own access")
            }
            let answer = try await api.admin(.patch, "/accounts/\(account)", #"{"deleted":true}"#)
            #expect(answer.status == 409 && answer.error == "Superadmins cannot delete their own account")
            #expect(try await api.admin(.patch, "/users/\(user)", #"{"display_name":"Still here"}"#).status == 200)
        }
    }

    @Test func `a regular key reaches the users of its own account alone`() async throws {
        try await APIFixture.with { api async throws in
            let mine = try await World.make(in: api, name: "Mine")
            let other = try await World.make(in: api, name: "Other")
            let key = try await api.makeKey(for: mine.accountID)
            let foreign = try await api.user(in: other.accountID, "ann@example.com")
            let denied = "You do not have access to this user's account"
            #expect(try await api.admin(.get, "/users/\(foreign)", key: key).error == denied)
            #expect(try await api.admin(.patch, "/users/\(foreign)", "{}", key: key).error == denied)
            #expect(try await api.admin(.get, "/users/\(Unknown.user)", key: key).error == "User not found")
            let named = try await api.admin(.get, "/users?account_id=\(other.accountID)", key: key)
            #expect(named.status == 403 && named.error == "Access denied to the specified account")
            // Before the schema: the rest of the body is not looked at.
            let creation = try await api.admin(.post, "/users", #"{"account_id":"\#(other.accountID)"}"#, key: key)
            #expect(creation.status == 403 && creation.error == "Access denied to the specified account")
            #expect(try await api.admin(.get, "/users", key: key).data.allSatisfy { $0["account_id"]?.string == mine.accountID })
            #expect(try await api.admin(.get, "/users").data.count == 3, "the superadmin, the holder of the key, and the foreign one")
        }
    }

    @Test func `lists are filtered, sorted and paged`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            for name in ["carl", "ann", "ben"] { _ = try await api.user(in: world.accountID, "\(name)@example.com", name: name) }
            let path = "/users?account_id=\(world.accountID)&sort=email:asc&limit=2"
            let first = try await api.admin(.get, path)
            #expect(first.data.map { $0["display_name"]?.string } == ["ann", "ben"])
            let cursor = try #require(first.paging("next_cursor")?.string).queryEscaped
            let second = try await api.admin(.get, "\(path)&cursor=\(cursor)")
            #expect(second.data.map { $0["display_name"]?.string } == ["carl"])
            #expect(try await api.admin(.get, "/users?sort=email:asc&limit=2&cursor=\(cursor)").status == 400, "another filter")
            #expect(try await api.admin(.get, "/users?sort=status:asc").status == 400)
            #expect(try await api.admin(.get, "/users?account_id=x").issues == ["value_error account_id"])
        }
    }
}
