import ByteJSON
import Foundation
import GeoIP
import HTTPTypes
import LeadrDomain
import LeadrHTTP
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore
import TestSupport
import Testing

@Suite("Registration")
struct RegistrationTests {
    @Test func `from an address to a key that works`() async throws {
        try await APIFixture.with { api async throws in
            let initiated = try await api.send(.post, "/register/initiate", body: #"{"email":" Ann@Example.com "}"#)
            #expect(initiated.status == 201)
            #expect(initiated.json == ["message": "Verification code sent to email", "code_expires_in": 600])
            let mail = try #require(try await api.mails().first)
            #expect(mail.recipient == "ann@example.com" && mail.subject == "Verify your LEADR account")
            #expect(mail.priority == "high" && mail.status == "pending")
            #expect(mail.sender == "noreply@mail.example.com" && mail.replyTo == mail.sender)
            let code = try #require(mail.code)
            #expect(mail.body.contains(code))

            let verified = try await api.verify("ANN@example.com", code.lowercased())
            #expect(verified.status == 200)
            #expect(verified["type"] == "registration" && verified["expires_in"] == 600)
            let token = try #require(verified["verification_token"]?.string)

            let completed = try await api.complete(token, #","account_name":" Äcme Games ","display_name":" ""#)
            #expect(completed.status == 201)
            #expect(completed["account_name"] == "Äcme Games" && completed["account_slug"] == "acme-games" && completed["display_name"] == "ann")
            let key = try #require(completed["api_key"]?.string)
            let account = try #require(completed["account_id"]?.string)
            #expect(try await api.admin(.get, "/accounts", key: key).data.map { $0["id"]?.string } == [account])
            let user = try #require(try await api.admin(.get, "/users", key: key).data.first)
            #expect(user["email"] == "ann@example.com" && user["status"] == "active" && user["super_admin"] == false)
            #expect(try await api.number("SELECT count(*) FROM users WHERE is_owner AND email = 'ann@example.com'") == 1)
            #expect(try await api.admin(.get, "/api-keys", key: key).data.map { $0["name"] } == ["CLI API Key"])
            let welcome = try #require(try await api.mails().first)
            #expect(welcome.subject == "Welcome to LEADR, Äcme Games!" && welcome.priority == "normal" && welcome.recipient == "ann@example.com")
        }
    }

    @Test func `requests that do not fit are refused with 422`() async throws {
        try await APIFixture.with { api async throws in
            for path in ["initiate", "resend-code"] {
                #expect(try await api.send(.post, "/register/\(path)", body: "{}").issues == ["missing email"])
                #expect(try await api.send(.post, "/register/\(path)", body: #"{"email":"ann"}"#).issues == ["value_error email"])
            }
            #expect(try await api.send(.post, "/register/verify", body: #"{"email":"a"}"#).issues == ["value_error email", "missing code"])
            #expect(try await api.verify("ann@example.com", "ABC").issues == ["string_too_short code"])
            #expect(try await api.verify("ann@example.com", "ABCDEFG").issues == ["string_too_long code"])
            let completion = #"{"account_name":1,"account_slug":1,"jam_code":1,"display_name":1}"#
            let expected = [
                "missing verification_token", "string_type account_name", "string_type account_slug", "string_type jam_code",
                "string_type display_name",
            ]
            #expect(try await api.send(.post, "/register/complete", body: completion).issues == expected)
            #expect(try await api.mails().isEmpty)
        }
    }

    @Test func `a new code replaces the old one, so that one at most is pending`() async throws {
        try await APIFixture.with { api async throws in
            let first = try await api.code(for: "ann@example.com")
            let resent = try await api.send(.post, "/register/resend-code", body: #"{"email":"ann@example.com"}"#)
            #expect(resent.status == 200 && resent["message"] == "Verification code sent to email")
            #expect(try await api.number("SELECT count(*) FROM verification_codes WHERE status = 'pending'") == 1)
            #expect(try await api.verify("ann@example.com", first).error == "Invalid or expired verification code")
            let second = try #require(try await api.mails().first?.code)
            #expect(try await api.verify("ben@example.com", second).error == "Invalid or expired verification code")
            #expect(try await api.verify("ann@example.com", second).status == 200)
            let again = try await api.verify("ann@example.com", second)
            #expect(again.status == 400 && again.error == "Invalid or expired verification code")
        }
    }

    @Test func `a code is worth nothing after its time`() async throws {
        try await APIFixture.with { api async throws in
            let code = try await api.code(for: "ann@example.com")
            try await api.run("UPDATE verification_codes SET expires_at = now() - interval '1 second'")
            let late = try await api.verify("ann@example.com", code)
            #expect(late.status == 400 && late.error == "Verification code has expired")
            #expect(try await api.number("SELECT count(*) FROM verification_codes WHERE status = 'pending'") == 1, "time alone changes no state")
        }
    }

    @Test func `ten wrong tries, however many at once, expire a code`() async throws {
        try await APIFixture.with { api async throws in
            let code = try await api.code(for: "ann@example.com")
            let wrong = code == "AAAAAA" ? "BBBBBB" : "AAAAAA"
            for _ in 0..<8 { #expect(try await api.verify("ann@example.com", wrong).status == 400) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        let answer = try await api.verify("ann@example.com", wrong)
                        #expect(answer.error == "Invalid or expired verification code")
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await api.verify("ann@example.com", code).error == "Invalid or expired verification code")
            #expect(try await api.number("SELECT count(*) FROM verification_codes WHERE status = 'expired'") == 1)
            let next = try await api.code(for: "ann@example.com")
            #expect(try await api.verify("ann@example.com", next).status == 200, "a new code may be tried again")
        }
    }

    @Test func `the tenth try may be the right one, and of several at once one wins`() async throws {
        try await APIFixture.with { api async throws in
            let code = try await api.code(for: "ann@example.com")
            let wrong = code == "AAAAAA" ? "BBBBBB" : "AAAAAA"
            for _ in 0..<4 { _ = try await api.verify("ann@example.com", wrong) }
            let won = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<6 { group.addTask { try await api.verify("ann@example.com", code).status == 200 } }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(won == 1)
        }
    }

    @Test func `an address gets so many codes in any hour, over all ways to ask, and nobody is told`() async throws {
        try await APIFixture.with { api async throws in
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for number in 0..<8 {
                    let path = number % 2 == 0 ? "/register/initiate" : "/register/resend-code"
                    let email = number % 3 == 0 ? "ANN@example.com" : "ann@example.com"
                    group.addTask { try await api.send(.post, path, body: #"{"email":"\#(email)"}"#) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.map { $0["message"] }) == ["Verification code sent to email"])
            #expect(try await api.mails().count == 3)
            #expect(try await api.number("SELECT count(*) FROM verification_codes WHERE status = 'pending'") == 1)
            _ = try await api.code(for: "ben@example.com")
            #expect(try await api.mails().count == 4, "another address pays nothing")
            try await api.run("UPDATE verification_codes SET created_at = created_at - interval '50 minutes'")
            _ = try await api.send(.post, "/register/initiate", body: #"{"email":"ann@example.com"}"#)
            #expect(try await api.mails().count == 4, "the hour slides")
            let oldest = "SELECT id FROM verification_codes WHERE email = 'ann@example.com' ORDER BY created_at LIMIT 1"
            try await api.run("UPDATE verification_codes SET created_at = created_at - interval '10 minutes' WHERE id = (\(oldest))")
            _ = try await api.send(.post, "/register/initiate", body: #"{"email":"ann@example.com"}"#)
            #expect(try await api.mails().count == 5, "one code left the hour, one may be sent")
        }
    }

    @Test func `known and unknown addresses, and a database that refuses, give the same answer`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            _ = try await api.user(in: world.accountID, "known@example.com")
            var answers: [JSONValue] = []
            for email in ["known@example.com", "unknown@example.com"] {
                answers.append(try await api.send(.post, "/register/initiate", body: #"{"email":"\#(email)"}"#).json)
            }
            #expect(try await api.mails().count == 2)
            try await api.run("ALTER TABLE verification_codes RENAME TO away")
            let broken = try await api.send(.post, "/register/initiate", body: #"{"email":"other@example.com"}"#)
            #expect(broken.status == 201)
            answers.append(broken.json)
            #expect(Set(answers).count == 1)
            #expect(try await api.mails().count == 2, "no mail without its code")
        }
    }

    @Test func `each fault of a completion has its text`() async throws {
        try await APIFixture.with { api async throws in
            let refusal = try await api.complete("nonsense", #","account_name":"Acme""#)
            #expect(refusal.status == 400 && refusal.error == "Invalid verification token")
            let token = try await api.token(for: "ann@example.com")
            let missing = try await api.complete(token)
            #expect(missing.status == 400 && missing.error == "Account name is required for registration")
            _ = try await api.admin(.post, "/accounts", #"{"name":"Taken","slug":"taken"}"#)
            let faults = [
                (#","account_name":" ""#, "Account name cannot be empty"),
                (#","account_name":"Acme","display_name":"x""#, "Display name must be between 2 and 100 characters"),
                (#","account_name":"Acme","account_slug":"taken""#, "An account with slug 'taken' already exists"),
                (#","account_name":"Acme","account_slug":"a""#, "Slug must be between 2 and 50 characters"),
                (#","account_name":"Acme","jam_code":"NONE""#, "Invalid or expired jam code"),
            ]
            for (fields, text) in faults {
                let answer = try await api.complete(token, fields)
                #expect(answer.status == 400 && answer.error == text)
            }
            let name = try await api.complete(token, #","account_name":"Taken""#)
            #expect(name.status == 409 && name.error == "Email already registered", "any unique violation has this text")
            #expect(try await api.number("SELECT count(*) FROM users WHERE email = 'ann@example.com'") == 0)
            #expect(try await api.complete(token, #","account_name":"Acme","account_slug":"","jam_code":"""#).status == 201)
            let again = try await api.complete(token, #","account_name":"Acme Two""#)
            #expect(again.status == 409 && again.error == "Email already registered")
            #expect(try await api.number("SELECT count(*) FROM accounts WHERE name = 'Acme Two'") == 0, "nothing is left of a refused registration")
        }
    }

    @Test func `slugs count from 1, deleted accounts keep theirs`() async throws {
        try await APIFixture.with { api async throws in
            let id = try await api.admin(.post, "/accounts", #"{"name":"Acme"}"#)["id"]?.string ?? ""
            _ = try await api.admin(.patch, "/accounts/\(id)", #"{"deleted":true}"#)
            let first = try await api.complete(api.token(for: "ann@example.com"), #","account_name":"ACME""#)
            #expect(first["account_slug"] == "acme-1")
            let second = try await api.complete(api.token(for: "ben@example.com"), #","account_name":"acme""#)
            #expect(second["account_slug"] == "acme-2")
            let given = try await api.complete(api.token(for: "carl@example.com"), #","account_name":"acme!","account_slug":"mine""#)
            #expect(given["account_slug"] == "mine")
        }
    }

    @Test func `registrations at once with one name get slugs of their own, and one address one account`() async throws {
        try await APIFixture.with {
            $0.registration.codesPerHour = 100
        } _: { api async throws in
            var tokens: [String] = []
            for number in 0..<3 { tokens.append(try await api.token(for: "user\(number)@example.com")) }
            let slugs = try await withThrowingTaskGroup(of: Answer.self) { group in
                for (number, token) in tokens.enumerated() {
                    group.addTask { try await api.complete(token, #","account_name":"Acme\#(String(repeating: "!", count: number))""#) }
                }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1["account_slug"]?.string) }
            }
            #expect(slugs == ["acme", "acme-1", "acme-2"])
            let token = try await api.token(for: "one@example.com")
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<4 { group.addTask { try await api.complete(token, #","account_name":"Other \#(number)""#).status } }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(statuses == [201: 1, 409: 3])
        }
    }

    @Test func `everybody who is anonymous shares the limit of their address`() async throws {
        try await APIFixture.with {
            $0.registrationLimit = RequestLimit(requests: 2, per: .seconds(600))
        } _: { api async throws in
            func post(_ path: String, from address: String) async throws -> Answer {
                let body = #"{"email":"ann@example.com","code":"ABCDEF","verification_token":"x"}"#
                return try await api.send(.post, "/register/\(path)", headers: [HTTPField.Name("X-Real-IP")!: address], body: body)
            }
            #expect(try await post("initiate", from: "203.0.113.1").status == 201)
            #expect(try await post("verify", from: "203.0.113.1").status == 400)
            for path in ["initiate", "resend-code", "verify", "complete"] {
                let limited = try await post(path, from: "203.0.113.1")
                #expect(limited.status == 429 && limited.error == "Too many requests")
                #expect(limited.headers[.retryAfter].flatMap { Int($0) } ?? 0 > 0)
            }
            #expect(try await post("complete", from: "203.0.113.2").status == 400)
        }
    }

    @Test func `registration is open whichever half is on, inviting belongs to the admin half`() async throws {
        for (admin, clients) in [(true, false), (false, true)] {
            try await APIFixture.with {
                $0.api.servesAdmin = admin
                $0.api.servesClients = clients
            } _: { api async throws in
                #expect(try await api.send(.post, "/register/initiate", body: #"{"email":"ann@example.com"}"#).status == 201)
                #expect(try await api.send(.post, "/register/invite", body: #"{"email":"ann@example.com"}"#).status == (admin ? 401 : 404))
            }
        }
    }

    @Test func `outside of production every mail goes to the testing address`() async throws {
        try await APIFixture.with {
            $0.testingRecipient = "tests@example.org"
        } _: { api async throws in
            let answer = try await api.complete(api.token(for: "ann@example.com"), #","account_name":"Acme""#)
            #expect(answer.status == 201)
            #expect(try await api.mails().map(\.recipient) == ["tests@example.org", "tests@example.org"])
            #expect(try await api.number("SELECT count(*) FROM users WHERE email = 'ann@example.com'") == 1)
        }
    }

    @Test func `a new account is where its owner registered from, and nowhere when that is not known`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(TestServers.uniquePrefix("places"))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let city = folder.appendingPathComponent("GeoLite2-City.mmdb")
        try Data(GeoSamples.bytes("city-1.mmdb")).write(to: city)
        try await APIFixture.with {
            $0.locator = GeoLocator(file: GeoDatabaseFile(path: city.path, logger: TestDatabase.logger))
        } _: { api async throws in
            let places = [("203.0.113.7", ["DE", "Berlin", "Europe/Berlin"]), ("192.0.2.200", [nil, nil, nil])] as [(String, [JSONValue?])]
            for (number, (address, place)) in places.enumerated() {
                let token = try await api.token(for: "ann\(number)@example.com")
                let body = #"{"verification_token":"\#(token)","account_name":"Acme \#(number)"}"#
                let joined = try await api.send(.post, "/register/complete", headers: [HTTPField.Name("X-Real-IP")!: address], body: body)
                let id = try #require(joined["account_id"]?.string)
                let account = try await api.admin(.get, "/accounts/\(id)")
                #expect([account["country"], account["city"], account["timezone"]] == place.map { $0 ?? .null }, "\(address)")
            }
        }
    }

    @Test func `tokens of the previous secret are accepted during a rotation`() async throws {
        try await APIFixture.with {
            $0.secrets = (current: "the next pepper", previous: "pepper of the tests")
        } _: { api async throws in
            let before = RegistrationService(
                pool: api.pool,
                guesses: GuessCounter(redis: api.redis, keys: api.keys),
                mail: MailComposer(domain: "mail.example.com", sender: "noreply"),
                relay: OutboxRelay(pool: api.pool, redis: api.redis, keys: api.keys, queue: api.queue, logger: TestDatabase.logger),
                secret: APISetup.apiKeySecret,
                tokenKeys: TokenKeys(current: "pepper of the tests"),
                logger: TestDatabase.logger
            )
            let code = try await api.code(for: "ann@example.com")
            let token = try await before.verify(VerificationDraft(email: "ann@example.com", code: code)).token
            let answer = try await api.complete(token, #","account_name":"Acme""#)
            #expect(answer.status == 201)
            let key = try #require(answer["api_key"]?.string)
            #expect(try await api.admin(.get, "/accounts", key: key).status == 200)
        }
    }
}
