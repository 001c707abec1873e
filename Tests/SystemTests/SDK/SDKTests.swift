import ByteJSON
import Foundation
import TestSupport
import Testing

extension SystemTests {
    /// The request sequences and the strict reading of the official SDKs, against real processes.
    @Suite struct SDKTests {
        @Test(.timeLimit(.minutes(3)), arguments: SDKMode.allCases)
        func `the SDKs play a game, whether their callers wait for the rank or not`(mode: SDKMode) async throws {
            try await playing(mode.settings.merging(["RATELIMIT_ENABLED": "true"]) { $1 }) { installation, world in
                // Every submission of a run board is a row.
                let filler = SDKPlay(.godot, mode, world, port: installation.port)
                for value in 0..<23 { _ = try await filler.sdk.submit(Double(value), to: world.runs, name: "Cleo") }
                #expect(try await eventually { try await filler.sdk.scores(world.runs, limit: 100).rows.count == 23 })
                for flavour in SDKFlavour.all {
                    let play = SDKPlay(flavour, mode, world, port: installation.port)
                    try await play.browse()
                    try await play.play()
                    try await play.playInTestMode()
                    try await play.renew()
                    try await play.submitAgainstOdds()
                    try await play.pageThrough(world.runs, rows: 23)
                }
            }
        }

        @Test(.timeLimit(.minutes(3)))
        func `refusals are told to the game, and refused tokens now and then block nobody`() async throws {
            try await playing(["RATELIMIT_ENABLED": "true"]) { installation, world in
                for flavour in SDKFlavour.all {
                    let play = SDKPlay(flavour, .waiting, world, port: installation.port)
                    try await play.fail()
                    try await refuseTokens(of: play.sdk)
                }
                try await beBlocked(SDKPlay(.unity, .waiting, world, port: installation.port))
            }
        }

        // MARK: - Parts

        private func playing(_ settings: [String: String], _ body: @escaping @Sendable (Installation, SDKWorld) async throws -> Void) async throws {
            let installation = try await Installation(settings: settings)
            try await installation.run {
                try await installation.startAll()
                let api = GameAPI(port: installation.port, adminKey: installation.superadminKey)
                try await body(installation, SDKWorld.create(api))
            }
        }

        /// Every call is refused first, as with Unity east of UTC; more of them than block an address when they come in a row.
        private func refuseTokens(of sdk: SDKClient) async throws {
            await sdk.forgetExchanges()
            for _ in 0..<12 {
                await sdk.spoilAccessToken()
                _ = try await sdk.boards(limit: 1)
            }
            #expect(await sdk.exchanges.map(\.status) == (0..<12).flatMap { _ in [401, 200, 200] })
        }

        /// What nothing but refusals leads to, so that the limiter is known to be on.
        private func beBlocked(_ play: SDKPlay) async throws {
            for _ in 0..<10 { _ = try? await play.newcomer(game: "nonsense").boards(limit: 1) }
            try await play.expect(429, "Too many requests") { _ = try await play.sdk.boards(limit: 1) }
        }
    }
}
