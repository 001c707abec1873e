import ByteJSON
import TestSupport
import Testing

extension SystemTests {
    @Suite struct UsageTests {
        @Test(.timeLimit(.minutes(2)))
        func `what an account uses is counted where it is used, once`() async throws {
            let server = try await PeerServer.smtp()
            defer { server.kill() }
            let installation = try await Installation(settings: ["USAGE_FLUSH_INTERVAL_SECONDS": "1", "SMTP_PORT": "\(server.port)"])
            try await installation.run {
                try await installation.startAll()
                let world = try await TestWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
                let player = try await world.api.startSession(game: world.game)
                for value in [1.0, 2, 3] {
                    #expect(try await player.submit(value, to: world.boards[0].id, name: "Ann", prefer: "wait=20").status == 201)
                }
                let mail = """
                    WITH mail AS (INSERT INTO emails ("to", subject, body, account_id) VALUES ('ann@example.com', 's', 'b', '\(world.account.dropFirst(4))') RETURNING 1)
                    SELECT count(*) FROM mail
                    """
                _ = try await installation.number(mail)
                let wanted = ["score_submissions": 3, "nonces_issued": 3, "boards_created": 6, "email_sent": 1]
                let isCounted = try await eventually(within: .seconds(30)) {
                    let counted = try await usage(of: world)
                    return wanted.allSatisfy { counted[$0.key] == $0.value } && counted["background_jobs", default: 0] >= 10
                }
                let counted = try await usage(of: world)
                #expect(isCounted, "\(counted)")
                // Three stages of three submissions, and a mail; the index of the board may be built as well.
                #expect((10...12).contains(counted["background_jobs"] ?? 0), "\(counted)")
                // Seven things that administrators made, a session, three nonces and three submissions at least; superadmins' requests are their own.
                #expect((counted["api_requests"] ?? 0) >= 6, "\(counted)")
            }
        }

        private func usage(of world: TestWorld) async throws -> [String: Int] {
            let answer = try await world.api.send(
                "/ops/usage?account_id=\(world.account)&period=day",
                headers: [("leadr-api-key", world.api.adminKey)]
            )
            var counted: [String: Int] = [:]
            for row in answer["data"]?.array ?? [] {
                guard let metric = row.object?["metric"]?.string, let amount = row.object?["amount"]?.integer else { continue }
                counted[metric, default: 0] += Int(amount)
            }
            return counted
        }
    }
}
