import ByteJSON
import Foundation
import Postgres
import TestSupport
import Testing

extension SystemTests {
    /// From the download of a database to the row that a player's score is stored in.
    @Suite(.enabled(if: SelfSignedCertificate.isAvailable, "needs openssl to make a certificate")) struct GeoIPTests {
        private static let cityPath = "/city"

        private static func publish(_ name: String, on server: MaxMindServer) throws {
            server.serve(cityPath, .archive(try GeoSamples.archive(name), tag: "\"\(name)\""))
        }

        private static func server() async throws -> MaxMindServer {
            let server = try await MaxMindServer(certificate: SelfSignedCertificate())
            try publish("city-1", on: server)
            server.serve("/country", .archive(try GeoSamples.archive("country-1"), tag: "\"country-1\""))
            return server
        }

        private static func settings(_ server: MaxMindServer) -> [String: String] {
            [
                "GEOIP_DOWNLOAD_ENABLED": "true", "MAXMIND_ACCOUNT_ID": MaxMindServer.user, "MAXMIND_LICENSE_KEY": MaxMindServer.password,
                "MAXMIND_CITY_DB_URL": server.url(cityPath), "MAXMIND_COUNTRY_DB_URL": server.url("/country"),
                "GEOIP_CA_FILE": server.certificate.certificateFile,
            ]
        }

        /// How often workers opened a City database.
        private static func openings(_ installation: Installation) -> Int {
            let lines = (try? String(contentsOf: installation.log(.geoIP), encoding: .utf8)) ?? ""
            return lines.split(separator: "\n").count { $0.contains("GeoIP database opened") && $0.contains("GeoLite2-City.mmdb") }
        }

        @Test(.timeLimit(.minutes(2)))
        func `a database is fetched and used, a newer one replaces it under load within 5 s, and a bad one is taken back`() async throws {
            let server = try await Self.server()
            let installation = try await Installation(settings: Self.settings(server))
            try await installation.run {
                try await installation.startAll()
                let secondWorker = try installation.start(.geoIP)
                try await installation.waitUntilReady(secondWorker)
                #expect(await eventually { Self.openings(installation) >= 2 }, "both opened it")
                let world = try await TestWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
                let player = try await world.api.startSession(game: world.game)
                try await expect("DE", "Berlin", "Europe/Berlin", of: "203.0.113.7", player, world, installation)
                try await expect("JP", "Tokyo", "Asia/Tokyo", of: "2001:db8::5", player, world, installation)

                let ledger = Ledger()
                let isOver = Flag()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        var load = Load(world: world, ledger: ledger)
                        load.address = "203.0.113.9"
                        try await load.play(until: { isOver.isSet })
                    }
                    #expect(await eventually { ledger.entries.count >= 200 })
                    try Self.publish("city-2", on: server)
                    let opened = Self.openings(installation)
                    let began = ContinuousClock.now
                    let refresh = try installation.control("geoip", "refresh", "--force")
                    #expect(refresh.status == 0, "\(refresh.output)")
                    #expect(
                        await eventually(within: .seconds(5)) {
                            Self.openings(installation) >= opened + 2
                        },
                        "both workers opened the new database"
                    )
                    #expect(
                        try await eventually(within: .seconds(5)) {
                            try await installation.number("SELECT count(*) FROM score_events WHERE city = 'Stockholm'") > 0
                        },
                        "scores carry what the new database says"
                    )
                    print("GeoIP: fetched, announced, opened by both workers and in a stored score after \(ContinuousClock.now - began)")
                    let before = ledger.entries.count
                    #expect(await eventually { ledger.entries.count >= before + 200 })
                    isOver.set()
                    try await group.waitForAll()
                }
                #expect(ledger.refused == 0 && ledger.unanswered == 0, "no submission was refused or left without an answer")
                let verdict = Verdict(installation: installation, world: world)
                try await verdict.drained()
                try await verdict.everythingIsDecidedOnce(ledger)
                #expect(try await installation.number("SELECT count(*) FROM score_events WHERE country IS NULL OR city IS NULL") == 0)
                try await expect("SE", "Stockholm", "Europe/Stockholm", of: "203.0.113.7", player, world, installation)

                try Self.publish("city-damaged", on: server)
                #expect(try installation.control("geoip", "refresh", "--force").status == 0, "its probes do not meet the damage")
                #expect(try installation.control("geoip", "lookup", "192.0.2.1").status != 0)
                try await expect(nil, nil, nil, of: "192.0.2.1", player, world, installation)
                let rejected = installation.folder.appendingPathComponent("geoip/GeoLite2-City.mmdb.rejected").path
                #expect(await eventually(within: .seconds(10)) { FileManager.default.fileExists(atPath: rejected) })
                try await expect("SE", "Stockholm", "Europe/Stockholm", of: "203.0.113.7", player, world, installation)
                let again = try installation.control("geoip", "refresh", "--force")
                #expect(again.status == 1 && again.output.contains("rejected"), "\(again.output)")
                #expect(try installation.control("geoip", "lookup", "192.0.2.1").output.contains("not in the database"))
                try await expectAccount("SE", "Stockholm", "Europe/Stockholm", registeredFrom: "203.0.113.7", world.api, installation)
            }
            try await server.stop()
        }

        @Test(.timeLimit(.minutes(2)))
        func `without a scheduler's help one worker of a host fetches for all of them, at its start and when asked`() async throws {
            let server = try await Self.server()
            var settings = Self.settings(server)
            settings["GEOIP_REFRESH_BY"] = "worker"
            let installation = try await Installation(settings: settings)
            try await installation.run {
                let workers = try (0..<2).map { _ in try installation.start(.geoIP) }
                for worker in workers { try await installation.waitUntilReady(worker) }
                #expect(await eventually { Self.openings(installation) >= 2 })
                #expect(server.requests.map(\.path) == [Self.cityPath, "/country"], "one of them fetched")
                try Self.publish("city-2", on: server)
                let asked = try installation.control("geoip", "refresh", "--force")
                #expect(asked.status == 0 && asked.output.contains("2 GeoIP workers"), "\(asked.output)")
                #expect(
                    await eventually(within: .seconds(10)) {
                        (try? installation.control("geoip", "lookup", "203.0.113.7").output.contains("Stockholm")) == true
                    }
                )
                for worker in workers {
                    worker.send(SIGTERM)
                    #expect(await worker.waitForEnd() == .clean)
                }
            }
            try await server.stop()
        }

        /// Registers from an address and expects the place of the new account.
        private func expectAccount(
            _ country: String,
            _ city: String,
            _ timezone: String,
            registeredFrom address: String,
            _ api: GameAPI,
            _ installation: Installation
        ) async throws {
            #expect(try await api.send("/register/initiate", body: ["email": "ann@example.com"]).status == 201)
            let query = PostgresQuery("SELECT code::text FROM verification_codes", operation: "select", table: "verification_codes")
            let code = try #require(try await installation.postgres.query(query).firstRow?.decode(0, as: String.self))
            let verified = try await api.send("/register/verify", body: ["email": "ann@example.com", "code": .string(code)])
            let token = try verified.text("verification_token")
            let joined = try await api.send(
                "/register/complete",
                body: ["verification_token": .string(token), "account_name": "Acme"],
                headers: [("X-Real-IP", address)]
            )
            #expect(joined.status == 201, "\(joined.body)")
            let path = "/accounts/" + (try joined.text("account_id"))
            let account = try await api.send(path, headers: [("leadr-api-key", try joined.text("api_key"))])
            #expect(try account.text("country") == country && account.text("city") == city && account.text("timezone") == timezone)
        }

        /// Submits from an address and expects the place in the stored event.
        private func expect(
            _ country: String?,
            _ city: String?,
            _ timezone: String?,
            of address: String,
            _ player: PlayerSession,
            _ world: TestWorld,
            _ installation: Installation
        ) async throws {
            let value = Double(Int.random(in: 1_000_000..<1_000_000_000))
            let answer = try await player.submit(value, to: world.boards[4].id, name: "Ada", prefer: "wait=20", address: address)
            #expect(answer.status == 201)
            func matches(_ column: String, _ text: String?) -> String { "\(column) IS NOT DISTINCT FROM " + (text.map { "'\($0)'" } ?? "NULL") }
            let place = [matches("country", country), matches("city", city), matches("timezone", timezone)].joined(separator: " AND ")
            let rows = try await installation.number(
                "SELECT count(*) FROM score_events WHERE (event_payload->>'value')::float8 = \(value) AND \(place)"
            )
            #expect(rows == 1, "\(address)")
        }
    }
}
