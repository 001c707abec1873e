import ByteJSON
import LeadrDomain
import LeadrState
import LeadrStore

/// Removes all that is known of a player, on request, and says what that was (`docs/operations.md`, "Removing a player").
public struct PlayerErasure: Sendable {
    private let store: PlayerErasureStore
    private let index: RankIndex
    private let traces: PlayerTraces
    private let deadLetters: DeadLetterService
    private let announcer: CacheInvalidator
    private let audit: OperatorAudit

    /// On the servers of an installation.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - index: Rank indexes.
    ///   - traces: What else is in Redis.
    ///   - operations: Dead letters, and the record of changes.
    ///   - announcer: Told of the player, so that no process goes on with what it has cached.
    public init(store: PlayerErasureStore, index: RankIndex, traces: PlayerTraces, operations: Operations, announcer: CacheInvalidator) {
        self.store = store
        self.index = index
        self.traces = traces
        self.announcer = announcer
        deadLetters = operations.deadLetters
        audit = operations.audit
    }

    /// What would be removed: of the player, and of those that the same device or account was before.
    ///
    /// - Throws: ``DomainError`` 404; `PostgresError`.
    public func examine(_ player: IdentityID) async throws -> [ErasureReceipt] {
        guard let receipt = try await store.count(player) else { throw DomainError.notFound(entity: "Identity") }
        var receipts = [receipt]
        for other in try await store.otherIncarnations(of: player) { receipts += try await store.count(other).map { [$0] } ?? [] }
        return receipts
    }

    /// Removes a player, and those that the same device or account was before. Jobs that are in queues are worked on and leave nothing.
    ///
    /// - Returns: A receipt for each, the player's first.
    /// - Throws: ``DomainError`` 404 for a player who was never here; `PostgresError`, `RedisError` or `QueueError`: then a part may be done, and the call
    ///   is to be repeated.
    public func erase(_ player: IdentityID, by actor: OperatorActor) async throws -> [ErasureReceipt] {
        // Those before first: they are found by what the player's own row says.
        var before: [ErasureReceipt] = []
        for other in try await store.otherIncarnations(of: player) { before.append(try await eraseOne(other, by: actor)) }
        return [try await eraseOne(player, by: actor)] + before
    }

    private func eraseOne(_ player: IdentityID, by actor: OperatorActor) async throws -> ErasureReceipt {
        try await audit.record("player.erase", of: player.wire, by: actor, describe: { (receipt: ErasureReceipt) in receipt.json }) {
            // Dead letters first: what their end is noted in is removed with everything else.
            var letters = try await dropDeadLetters(of: player, by: actor)
            guard let outcome = try await store.erase(player) else { throw DomainError.notFound(entity: "Identity") }
            let late = try await dropDeadLetters(of: player, by: actor)
            if late > 0 { _ = try await store.erase(player) }
            letters += late
            // A first call may have ended between the database and the index, and nobody knows any more what the index has.
            if outcome.isRepeated { for board in outcome.boards { try await index.drop(board) } }
            try await index.apply(outcome.changes)
            try await traces.remove(player, from: outcome.boards)
            await announcer.announce(.identity, [player.uuid])
            var receipt = outcome.receipt
            receipt.counts["dead_letters"] = letters
            return receipt
        }
    }

    private func dropDeadLetters(of player: IdentityID, by actor: OperatorActor) async throws -> Int {
        var filter = DeadLetterFilter()
        filter.identityID = player
        var count = 0
        while true {
            let report = try await deadLetters.act(.drop, on: filter, limit: DeadLetterService.mostPerCall, isDryRun: false, by: actor)
            count += report.changed.count
            guard report.hasMore, !report.changed.isEmpty else { return count }
        }
    }
}
