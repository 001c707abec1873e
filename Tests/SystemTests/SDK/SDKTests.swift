import ByteJSON
import Foundation
import TestSupport
import Testing

extension SystemTests {
    /// The request sequences and the strict reading of the official SDKs, against real processes.
    @Suite struct SDKTests {
        @Test(.timeLimit(.minutes(3)))
        func `the SDKs play a game while callers wait for their rank`() async throws {
            try await playing(["INGEST_SDK_WAIT_MS": "20000"]) { installation, world in
                for flavour in SDKFlavour.all {
                    let sdk = SDKClient(flavour, port: installation.port, gameID: world.game)
                    try await look(sdk, world)
                    let submitted = try await sdk.submit(1500, to: world.boards[0].id, name: "Ada", metadata: ["level": 3])
                    #expect(submitted.rank >= 1 && submitted.value == 1500 && !submitted.isPlaceholder, "\(flavour.name)")
                    #expect(try await sdk.score(submitted.id) == submitted)
                    #expect(try await sdk.scores(world.boards[0].id, limit: 10, [("identity_id", "me")]).rows == [submitted])
                    try await surroundings(sdk, world, submitted)
                    let statuses = Set(await sdk.exchanges.map(\.status))
                    #expect(statuses == [200, 201], "nothing was refused or redirected: \(statuses)")
                }
            }
        }

        @Test(.timeLimit(.minutes(3)))
        func `the SDKs read receipts as scores when nobody waits`() async throws {
            try await playing(["INGEST_SDK_WAIT_MS": "0"]) { installation, world in
                for flavour in SDKFlavour.all {
                    let sdk = SDKClient(flavour, port: installation.port, gameID: world.game)
                    let receipt = try await sdk.submit(700, to: world.boards[0].id, name: "Ben")
                    #expect(receipt.rank == 0 && receipt.value == 700 && receipt.playerName == "Ben")
                    #expect(await sdk.exchanges.last?.status == 202)
                    #expect(await eventually { (try? await sdk.score(receipt.id))?.rank ?? 0 >= 1 }, "its id is the score's")
                }
            }
        }

        @Test(.timeLimit(.minutes(3)))
        func `tokens are renewed before they end and after a refusal, and a used nonce costs one more request`() async throws {
            try await playing([:]) { installation, world in
                for flavour in SDKFlavour.all {
                    let sdk = SDKClient(flavour, port: installation.port, gameID: world.game)
                    _ = try await sdk.boards(limit: 5)
                    try await renewals(sdk)
                    try await nonces(sdk, world)
                }
            }
        }

        @Test(.timeLimit(.minutes(3)))
        func `the SDKs page to the end and back`() async throws {
            try await playing(["RATELIMIT_ENABLED": "false"]) { installation, world in
                // Every submission of a run board is a row.
                let board = world.boards[4].id
                let sdk = SDKClient(.godot, port: installation.port, gameID: world.game)
                for value in 0..<23 { _ = try await sdk.submit(Double(value), to: board, name: "Cleo") }
                #expect(try await eventually { try await sdk.scores(board, limit: 100).rows.count == 23 })
                for flavour in SDKFlavour.all {
                    try await pageThrough(SDKClient(flavour, port: installation.port, gameID: world.game), board)
                }
            }
        }

        // MARK: - Parts

        private func playing(_ settings: [String: String], _ body: @escaping @Sendable (Installation, TestWorld) async throws -> Void) async throws {
            let installation = try await Installation(settings: settings)
            try await installation.run {
                try await installation.startAll()
                let api = GameAPI(port: installation.port, adminKey: installation.superadminKey)
                try await body(installation, TestWorld.create(api))
            }
        }

        private func look(_ sdk: SDKClient, _ world: TestWorld) async throws {
            let first = try await sdk.boards(limit: 4)
            #expect(first.next != nil, "there is more")
            let second = try await sdk.boards(limit: 4, cursor: first.next)
            #expect(Set((first.rows + second.rows).map(\.id)) == Set(world.boards.map(\.id)))
            let slug = try #require(first.rows[0].slug)
            #expect(try await sdk.board(slug: slug)?.id == first.rows[0].id)
            #expect(try await sdk.board(slug: "no-such-board") == nil, "an unknown slug is an empty page")
        }

        private func surroundings(_ sdk: SDKClient, _ world: TestWorld, _ score: SDKScore) async throws {
            let board = world.boards[0].id
            let around = try await sdk.scores(board, limit: 5, [("around_score_id", score.id)])
            #expect(around.rows.contains(score))
            let placed = try await sdk.scores(board, limit: 5, [("around_score_value", "1499.5")])
            #expect(placed.rows.count { $0.isPlaceholder } == 1)
            for sort in ["descending", "ascending", "value:desc"] {
                #expect(try await sdk.scores(board, limit: 5, [("sort", sort)]).rows.contains { $0.id == score.id })
            }
        }

        private func renewals(_ sdk: SDKClient) async throws {
            await sdk.forgetExchanges()
            await sdk.advanceClock(by: .seconds(24 * 3600 - 100))
            _ = try await sdk.boards(limit: 5)
            #expect(await sdk.exchanges.map(\.path) == ["client/sessions/refresh", "client/boards"], "renewed 120 s before the end")
            await sdk.forgetExchanges()
            await sdk.spoilAccessToken()
            _ = try await sdk.boards(limit: 5)
            #expect(await sdk.exchanges.map(\.status) == [401, 200, 200], "refused, refreshed, done")
            await sdk.forgetExchanges()
            await sdk.spoilAccessToken()
            await sdk.spoilRefreshToken()
            _ = try await sdk.boards(limit: 5)
            #expect(await sdk.exchanges.map(\.status) == [401, 401, 201, 200], "refused, refresh refused, a new session, done")
        }

        private func nonces(_ sdk: SDKClient, _ world: TestWorld) async throws {
            let nonce = try await sdk.fetchNonce()
            await sdk.useUp(nonce)
            _ = try await sdk.submit(1, to: world.boards[0].id, name: "Dee")
            await sdk.forgetExchanges()
            await sdk.useUp(nonce)
            _ = try await sdk.submit(2, to: world.boards[0].id, name: "Dee")
            #expect(await sdk.exchanges.map(\.path) == ["client/scores", "client/nonce", "client/scores"])
            #expect(await sdk.exchanges.first?.status == 412)
        }

        private func pageThrough(_ sdk: SDKClient, _ board: String) async throws {
            var pages = [try await sdk.scores(board, limit: 10)]
            while let cursor = pages.last?.next { pages.append(try await sdk.scores(board, limit: 10, [("cursor", cursor)])) }
            #expect(pages.map(\.rows.count) == [10, 10, 3])
            #expect(pages.flatMap(\.rows).map(\.rank) == Array(1...23))
            let last = try #require(pages.last)
            let second = try await sdk.scores(board, limit: 10, [("cursor", try #require(last.previous))])
            #expect(second.rows == pages[1].rows)
            let first = try await sdk.scores(board, limit: 10, [("cursor", try #require(second.previous))])
            #expect(first.rows == pages[0].rows && first.previous == nil)
        }
    }
}
