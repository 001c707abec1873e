import Foundation
import LeadrDomain
import LeadrState
import Redis
import TestSupport
import Testing

@Suite struct NonceTests {
    private let identity = IdentityID(UUID())

    private func store(_ access: RedisStateAccess, _ change: (inout NoncePolicy) -> Void = { _ in }) -> NonceStore {
        var policy = NoncePolicy()
        change(&policy)
        return NonceStore(redis: access.client, keys: access.keys, policy: policy)
    }

    private func issue(_ store: NonceStore, to identity: IdentityID) async throws -> Nonce {
        guard case .issued(let nonce) = try await store.issue(to: identity) else { throw Unexpected.limited }
        return nonce
    }

    private enum Unexpected: Error { case limited }

    @Test func `a nonce passes once, then it is used`() async throws {
        try await withRedisState { access async throws in
            let store = store(access)
            let nonce = try await issue(store, to: identity)
            let text = UUIDText.format(nonce.value)
            #expect(try await store.consume(text, by: identity) == nil)
            #expect(try await store.consume(text, by: identity) == .alreadyUsed)
        }
    }

    @Test func `it expires a minute after it was issued`() async throws {
        try await withRedisState { access async throws in
            let before = SystemClock().now()
            let nonce = try await issue(store(access), to: identity)
            let life = nonce.expiresAt - before
            #expect(life > .seconds(58) && life < .seconds(65))
        }
    }

    @Test func `of fifty concurrent consumers exactly one passes`() async throws {
        try await withRedisState { access async throws in
            let store = store(access)
            for _ in 0..<10 {
                let text = UUIDText.format(try await issue(store, to: identity).value)
                let outcomes = try await withThrowingTaskGroup(of: NonceRefusal?.self) { group in
                    for _ in 0..<50 { group.addTask { try await store.consume(text, by: identity) } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(outcomes.count { $0 == nil } == 1)
                #expect(outcomes.count { $0 == .alreadyUsed } == 49)
            }
        }
    }

    @Test func `refusals come in the order of the contract`() async throws {
        try await withRedisState { access async throws in
            let store = store(access)
            let nonce = UUIDText.format(try await issue(store, to: identity).value)
            #expect(try await store.consume(nil, by: identity) == .missing)
            #expect(try await store.consume("nonsense", by: identity) == .unknown)
            #expect(try await store.consume(UUIDText.format(UUID()), by: identity) == .unknown)
            let stranger = IdentityID(UUID())
            #expect(try await store.consume(nonce, by: stranger) == .foreign)
            #expect(try await store.consume(nonce, by: identity) == nil)
            // Used by its owner, it is still a stranger's to everybody else.
            #expect(try await store.consume(nonce, by: stranger) == .foreign)
        }
    }

    @Test func `an expired nonce is told for a while and then unknown`() async throws {
        try await withRedisState { access async throws in
            let brief = store(access) { $0.timeToLive = .zero }
            let nonce = UUIDText.format(try await issue(brief, to: identity).value)
            #expect(try await brief.consume(nonce, by: identity) == .expired)
            let forgetful = store(access) { $0.unusedMemory = .zero }
            #expect(try await forgetful.consume(nonce, by: identity) == .unknown)
        }
    }

    @Test func `a used nonce is told for a while and then unknown`() async throws {
        try await withRedisState { access async throws in
            let forgetful = store(access) { $0.usedMemory = .zero }
            let nonce = UUIDText.format(try await issue(forgetful, to: identity).value)
            #expect(try await forgetful.consume(nonce, by: identity) == nil)
            #expect(try await forgetful.consume(nonce, by: identity) == .unknown)
        }
    }

    @Test func `the twenty newest stay open, the oldest is dropped`() async throws {
        try await withRedisState { access async throws in
            let store = store(access)
            var nonces: [Nonce] = []
            for _ in 0..<21 {
                nonces.append(try await issue(store, to: identity))
                // Age is measured in milliseconds; two nonces of one millisecond have no order.
                _ = await eventually { SystemClock().now() - nonces[nonces.count - 1].expiresAt > .milliseconds(-59_998) }
            }
            #expect(try await store.consume(UUIDText.format(nonces[0].value), by: identity) == .unknown)
            for nonce in nonces.dropFirst() { #expect(try await store.consume(UUIDText.format(nonce.value), by: identity) == nil) }
        }
    }

    @Test func `an identity that uses thousands of nonces takes bounded memory`() async throws {
        try await withRedisState { access async throws in
            let store = store(access) { $0.limit = nil }
            for _ in 0..<600 {
                let nonce = try await issue(store, to: identity)
                #expect(try await store.consume(UUIDText.format(nonce.value), by: identity) == nil)
            }
            let keys = try await access.client.send(RedisCommand("KEYS", .string(access.keys.prefix + "*:nonces"))).array ?? []
            let key = try #require(keys.first?.string)
            let count = try #require(try await access.client.send(RedisCommand("ZCARD", .string(key))).int)
            #expect(count <= 128)
            #expect(try await access.client.send(RedisCommand("PTTL", .string(key))).int ?? 0 > 3_000_000)
        }
    }

    @Test func `too many requests for nonces are limited per identity`() async throws {
        try await withRedisState { access async throws in
            let store = store(access) { $0.limit = RequestLimit(requests: 3, per: .seconds(3600)) }
            for _ in 0..<3 { _ = try await issue(store, to: identity) }
            guard case .limited(let wait) = try await store.issue(to: identity) else {
                Issue.record("the fourth nonce was issued")
                return
            }
            #expect(wait > .seconds(1100) && wait <= .seconds(1200))
            _ = try await issue(store, to: IdentityID(UUID()))
        }
    }
}
