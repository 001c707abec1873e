import LeadrDomain
import Redis

/// Everything a submission needs from Redis before it is queued, in the order of `design.md §3`: idempotency record, nonce, pending mark.
///
/// Record and nonce share the identity's hash tag and are one atomic function. The mark has the event's tag:
/// - without an `Idempotency-Key` the event id is new, so the mark travels in the same round trip and is taken back on the rare refusal;
/// - with one the event may exist and be decided already, so the caller writes the mark once it knows better.
public struct IngestGate: Sendable {
    /// The nonces consumed here.
    public let nonces: NonceStore
    /// The records claimed here.
    public let idempotency: IdempotencyStore
    /// The marks written here.
    public let pending: PendingSubmissions
    private let redis: any RedisExecutor

    /// A gate in the given Redis.
    public init(redis: any RedisExecutor, keys: StateKeys, noncePolicy: NoncePolicy = NoncePolicy()) {
        self.redis = redis
        self.nonces = NonceStore(redis: redis, keys: keys, policy: noncePolicy)
        self.idempotency = IdempotencyStore(redis: redis, keys: keys)
        self.pending = PendingSubmissions(redis: redis, keys: keys)
    }

    /// Lets a submission pass or says why not.
    ///
    /// - Throws: `RedisError` when Redis is out of reach or a reply was lost; the nonce may be consumed then, and nothing was queued.
    public func admit(_ request: IngestRequest) async throws(RedisError) -> IngestAdmission {
        if let entry = request.idempotency { return try await admit(request, entry) }
        let ticket = NonceTicket(request.nonce)
        guard let nonce = ticket.uuid else { return .refused(ticket.refusal ?? .unknown) }
        let gate = nonces.gateCommand(identity: request.identityID, nonce: nonce, idempotency: nil)
        guard let mark = request.pending else {
            let reply = try await redis.pipeline([gate], in: StateLibrary.library)[0]
            return try admission(reply, ticket, request.identityID)
        }
        let replies = try await redis.pipeline([gate, pending.setCommand(mark, event: request.eventID)], in: StateLibrary.library)
        try Reply.failOnError(replies)
        let admission = try admission(replies[0], ticket, request.identityID)
        if admission != .admitted { try await pending.delete([request.eventID]) }
        return admission
    }

    /// Takes back what ``admit(_:)`` wrote, for a request that is refused before it is queued. The nonce stays consumed.
    public func withdraw(_ request: IngestRequest) async throws(RedisError) {
        var commands: [RedisCommand] = []
        if request.pendingGameID != nil { commands.append(pending.deleteCommand(request.eventID)) }
        if let entry = request.idempotency { commands.append(idempotency.releaseCommand(entry)) }
        guard !commands.isEmpty else { return }
        try Reply.failOnError(await redis.pipeline(commands, in: StateLibrary.library))
    }

    private func admit(_ request: IngestRequest, _ entry: IdempotencyEntry) async throws(RedisError) -> IngestAdmission {
        let ticket = NonceTicket(request.nonce)
        let gate = nonces.gateCommand(identity: request.identityID, nonce: ticket.uuid, idempotency: entry)
        let reply = try await redis.pipeline([gate], in: StateLibrary.library)[0]
        if case .bulk = reply { return .known(try IdempotencyStore.read(reply, of: entry.key)) }
        return try admission(reply, ticket, request.identityID)
    }

    private func admission(_ reply: RedisValue, _ ticket: NonceTicket, _ identity: IdentityID) throws(RedisError) -> IngestAdmission {
        let code = try Reply.integer(reply)
        guard let nonce = ticket.uuid else { return .refused(ticket.refusal ?? .unknown) }
        guard let refusal = try NonceStore.refusal(code: code, nonce: nonce, identity: identity) else { return .admitted }
        return .refused(refusal)
    }
}
