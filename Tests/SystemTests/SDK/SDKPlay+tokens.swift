import TestSupport
import Testing

/// What goes wrong on the way to a submission, and the requests that it costs (`contract/client-auth.md §6.3`).
private struct SDKChain {
    let name: String
    var isNonceAtHand = false
    var isAccessTokenSpoilt = false
    var isRefreshTokenSpoilt = false
    var isNextNonceLost = false
    /// What goes over the wire before the submission that succeeds.
    let requests: [String]

    static let all = [
        SDKChain(
            name: "the submission is refused for its token",
            isNonceAtHand: true,
            isAccessTokenSpoilt: true,
            requests: ["client/scores 401", "client/sessions/refresh 200", "client/nonce 200"]
        ),
        SDKChain(
            name: "the nonce is refused for its token",
            isAccessTokenSpoilt: true,
            requests: ["client/nonce 401", "client/sessions/refresh 200", "client/nonce 200"]
        ),
        SDKChain(
            name: "the nonce was used by somebody else",
            isNextNonceLost: true,
            requests: ["client/nonce 200", "client/scores 412", "client/nonce 200"]
        ),
        SDKChain(
            name: "the refresh is refused, too",
            isNonceAtHand: true,
            isAccessTokenSpoilt: true,
            isRefreshTokenSpoilt: true,
            requests: ["client/scores 401", "client/sessions/refresh 401", "client/sessions 201", "client/nonce 200"]
        ),
        SDKChain(
            name: "the worst",
            isNonceAtHand: true,
            isAccessTokenSpoilt: true,
            isNextNonceLost: true,
            requests: ["client/scores 401", "client/sessions/refresh 200", "client/nonce 200", "client/scores 412", "client/nonce 200"]
        ),
    ]
}

extension SDKPlay {
    /// Tokens are renewed before they end, after a refusal, and with a new session when the refresh is refused.
    func renew() async throws {
        await sdk.forgetExchanges()
        await sdk.advanceClock(by: .seconds(24 * 3600 - 100))
        _ = try await sdk.boards(limit: 5)
        #expect(await sdk.exchanges.map(\.line) == ["client/sessions/refresh 200", "client/boards 200"], "renewed 120 s before the end")
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

    /// Whatever goes wrong on the way, a submission arrives with the requests that the SDKs make, and counts once.
    func submitAgainstOdds() async throws {
        let player = newcomer()
        for chain in SDKChain.all {
            if chain.isNonceAtHand { await player.hold(try await player.fetchNonce()) }
            if chain.isAccessTokenSpoilt { await player.spoilAccessToken() }
            if chain.isRefreshTokenSpoilt { await player.spoilRefreshToken() }
            if chain.isNextNonceLost { await player.loseNextNonce() }
            await player.forgetExchanges()
            let answer = try await player.submit(1, to: world.counter, name: "Dee")
            let expected = chain.requests + ["client/scores \(mode.acceptance)"]
            #expect(await player.exchanges.map(\.line) == expected, "\(chain.name)")
            #expect((answer.rank >= 1) == (mode == .waiting), "\(chain.name)")
        }
        let count = Double(SDKChain.all.count)
        #expect(try await eventually { try await own(world.counter, of: player).map(\.value) == [count] }, "each counts once")
    }
}
