import Foundation
import HTTPTypes
import LeadrDomain
import LeadrState
import TestSupport
import Testing

/// Nonces that let nothing pass, as a client hears of them (`contract/client-auth.md §4.4`).
@Suite("Nonces that are refused")
struct NonceCorpusTests {
    @Test func `a nonce of another player, a used one and one of nobody are each refused with their text`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let (ann, bob) = (try await world.player(1), try await world.player(2))
            let body = #"{"board_id":"\#(board)","player_name":"Ann","value":1}"#
            let nonce = try await bob.nonce()
            for _ in 0..<2 {
                let answer = try await ann.post(body, nonce: nonce)
                #expect(answer.status == 412 && answer.error == "Nonce does not belong to this identity")
            }
            #expect(try await bob.post(body, nonce: nonce).status == 202, "it was not spent by the one it does not belong to")
            let used = try await bob.post(body, nonce: nonce)
            #expect(used.status == 412 && used.error == "Nonce already used")
            let missing = try await bob.post(body, nonce: "")
            #expect(missing.status == 412 && missing.error == "Nonce required")
            for text in ["x", "00000000-0000-4000-8000-000000000000", nonce + "0", String(repeating: "0", count: 4000), "' OR 1=1"] {
                let answer = try await bob.post(body, nonce: text)
                #expect(answer.status == 412, "\(text.prefix(40))")
                #expect(["Invalid nonce", "Nonce does not belong to this identity"].contains(answer.error), "\(text.prefix(40)): \(answer.json)")
            }
            #expect(try await api.count("score_events") <= 1, "one submission at most")
        }
    }

    @Test func `a nonce that was not used in time is refused as expired, and takes nothing with it`() async throws {
        try await APIFixture.with {
            $0.nonces.timeToLive = .milliseconds(1)
        } _: { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let body = #"{"board_id":"\#(board)","player_name":"Ann","value":1}"#
            let nonce = try await ann.nonce()
            let issuedBefore = SystemClock().now()
            #expect(await eventually { SystemClock().now() - issuedBefore > .milliseconds(2) })
            for _ in 0..<2 {
                let answer = try await ann.post(body, nonce: nonce)
                #expect(answer.status == 412 && answer.error == "Nonce expired")
            }
            #expect(try await api.queued() == 0)
            #expect(try await api.count("score_events") == 0)
        }
    }
}
