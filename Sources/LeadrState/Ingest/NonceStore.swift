import Foundation
import LeadrDomain
import Redis

/// Single-use values that a client fetches before each submission (`contract/client-auth.md §2.4`, `contract/rulings.md`). They live in Redis only.
public struct NonceStore: Sendable {
    private let redis: any RedisExecutor
    private let keys: StateKeys
    /// Life, limits and memory of nonces.
    public let policy: NoncePolicy

    /// A store in the given Redis.
    public init(redis: any RedisExecutor, keys: StateKeys, policy: NoncePolicy = NoncePolicy()) {
        self.redis = redis
        self.keys = keys
        self.policy = policy
    }

    /// Issues a nonce to an identity; one round trip, the limiter included.
    ///
    /// - Throws: `RedisError` when Redis is out of reach.
    public func issue(to identity: IdentityID) async throws(RedisError) -> NonceIssue {
        let value = NonceText.make(for: identity)
        let limit = policy.limit
        let reply = try await redis.call(
            "leadr_state3_nonce_issue",
            in: StateLibrary.library,
            keys: [keys.nonces(identity)],
            arguments: [
                .bytes(value.byteArray), .integer(policy.timeToLive.milliseconds), .integer(Int64(policy.openLimit)),
                .integer(policy.unusedMemory.milliseconds), .integer(policy.usedMemory.milliseconds), .integer(Int64(policy.usedKept)),
                .integer(limit?.intervalMicroseconds ?? 0), .integer(Int64(limit?.requests ?? 0)),
            ]
        )
        let parts = try Reply.array(reply, minimum: 2)
        let milliseconds = try Reply.integer(parts[1])
        guard try Reply.integer(parts[0]) == 1 else { return .limited(retryAfter: .milliseconds(milliseconds)) }
        return .issued(Nonce(value: value, expiresAt: Timestamp(microseconds: milliseconds * 1000)))
    }

    /// Consumes a nonce: of any number of concurrent calls with one value exactly one passes.
    ///
    /// - Parameters:
    ///   - text: The header as sent; nil when there was none.
    ///   - identity: Who sends it.
    /// - Returns: nil when the nonce was consumed now, else why not.
    /// - Throws: `RedisError` when Redis is out of reach; the nonce may be consumed then.
    public func consume(_ text: String?, by identity: IdentityID) async throws(RedisError) -> NonceRefusal? {
        let ticket = NonceTicket(text)
        guard case .value(let value) = ticket else { return ticket.refusal }
        let gate = gateCommand(identity: identity, nonce: value, idempotency: nil)
        let reply = try await redis.pipeline([gate], in: StateLibrary.library)[0]
        return try Self.refusal(code: Reply.integer(reply), nonce: value, identity: identity)
    }
}

extension NonceStore {
    /// The step that every submission passes: the idempotency record if there is one, then the nonce.
    func gateCommand(identity: IdentityID, nonce: UUID?, idempotency: IdempotencyEntry?) -> RedisCommand {
        var touched = [keys.nonces(identity)]
        var arguments: [RedisArgument] = [
            nonce.map { .bytes($0.byteArray) } ?? "", .integer(policy.unusedMemory.milliseconds), .integer(policy.usedMemory.milliseconds),
        ]
        if let idempotency {
            touched.append(keys.idempotency(idempotency.key))
            arguments.append(.bytes(idempotency.bytes))
            arguments.append(.integer(IdempotencyKey.life.milliseconds))
        }
        return RedisCommand(calling: "leadr_state3_gate", keys: touched, arguments: arguments)
    }

    /// Translates the result of the gate; nil means passed.
    static func refusal(code: Int64, nonce: UUID, identity: IdentityID) throws(RedisError) -> NonceRefusal? {
        switch code {
        case 0: nil
        case 1: NonceText.origin(of: nonce, for: identity) == .foreign ? .foreign : .unknown
        case 2: .alreadyUsed
        case 3: .expired
        case 4: .missing
        default: throw Reply.unexpected(.integer(code), "a result of the nonce gate")
        }
    }
}
