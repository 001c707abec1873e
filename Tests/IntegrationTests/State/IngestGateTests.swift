import Foundation
import LeadrDomain
import LeadrState
import Redis
import Testing

@Suite struct IngestGateTests {
    private let identity = IdentityID(UUID())
    private let game = GameID(UUID())

    private func request(_ nonce: String?, entry: IdempotencyEntry? = nil) -> IngestRequest {
        let event = entry?.record.eventID ?? ScoreEventID(UUID())
        return IngestRequest(identityID: identity, eventID: event, nonce: nonce, pendingGameID: game, idempotency: entry)
    }

    private func entry(_ text: String = "key", body byte: UInt8 = 1) -> IdempotencyEntry {
        let key = IdempotencyKey(text, of: identity)
        let now = SystemClock().now()
        let hash = [UInt8](repeating: byte, count: 32)
        return IdempotencyEntry(key: key, record: IdempotencyRecord(bodyHash: hash, eventID: key.firstEvent, acceptedAt: now))
    }

    private func nonce(_ gate: IngestGate) async throws -> String {
        guard case .issued(let nonce) = try await gate.nonces.issue(to: identity) else { return "" }
        return UUIDText.format(nonce.value)
    }

    @Test func `a good nonce passes and leaves the pending mark`() async throws {
        try await withRedisState { access async throws in
            let gate = IngestGate(redis: access.client, keys: access.keys)
            let request = request(try await nonce(gate))
            #expect(try await gate.admit(request) == .admitted)
            #expect(try await gate.pending.get(request.eventID) == PendingSubmission(gameID: game, identityID: identity))
        }
    }

    @Test func `a refused request leaves nothing behind`() async throws {
        try await withRedisState { access async throws in
            let gate = IngestGate(redis: access.client, keys: access.keys)
            let bad = request(UUIDText.format(UUID()), entry: entry())
            #expect(try await gate.admit(bad) == .refused(.unknown))
            #expect(try await gate.pending.get(bad.eventID) == nil)
            #expect(try await gate.idempotency.record(of: entry().key) == nil)
            let plain = request(UUIDText.format(UUID()))
            #expect(try await gate.admit(plain) == .refused(.unknown))
            #expect(try await gate.pending.get(plain.eventID) == nil)
            #expect(try await gate.admit(request(nil)) == .refused(.missing))
            #expect(try await gate.admit(request("nonsense")) == .refused(.unknown))
        }
    }

    @Test func `a known idempotency key neither needs nor consumes a nonce`() async throws {
        try await withRedisState { access async throws in
            let gate = IngestGate(redis: access.client, keys: access.keys)
            let first = request(try await nonce(gate), entry: entry())
            #expect(try await gate.admit(first) == .admitted)
            let unused = try await nonce(gate)
            for text in [nil, "nonsense", unused] {
                let again = request(text, entry: entry(body: 2))
                #expect(try await gate.admit(again) == .known(#require(first.idempotency).record))
            }
            #expect(try await gate.nonces.consume(unused, by: identity) == nil)
        }
    }

    @Test func `an unknown idempotency key without a nonce is refused`() async throws {
        try await withRedisState { access async throws in
            let gate = IngestGate(redis: access.client, keys: access.keys)
            #expect(try await gate.admit(request(nil, entry: entry())) == .refused(.missing))
            #expect(try await gate.admit(request("nonsense", entry: entry())) == .refused(.unknown))
        }
    }

    @Test func `a withdrawn request can be sent again under its key`() async throws {
        try await withRedisState { access async throws in
            let gate = IngestGate(redis: access.client, keys: access.keys)
            let first = request(try await nonce(gate), entry: entry())
            #expect(try await gate.admit(first) == .admitted)
            try await gate.withdraw(first)
            #expect(try await gate.pending.get(first.eventID) == nil)
            #expect(try await gate.idempotency.record(of: entry().key) == nil)
            var second = first
            second.nonce = try await nonce(gate)
            #expect(try await gate.admit(second) == .admitted)
        }
    }

    @Test func `of concurrent requests under one key exactly one passes, the others join it`() async throws {
        try await withRedisState { access async throws in
            let gate = IngestGate(redis: access.client, keys: access.keys)
            let entry = entry()
            var requests: [IngestRequest] = []
            for _ in 0..<20 { requests.append(request(try await nonce(gate), entry: entry)) }
            let outcomes = try await withThrowingTaskGroup(of: IngestAdmission.self) { group in
                for request in requests { group.addTask { try await gate.admit(request) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == .admitted } == 1)
            #expect(outcomes.count { $0 == .known(entry.record) } == 19)
        }
    }

    @Test func `a request that is known to fail later consumes its nonce and leaves no mark`() async throws {
        try await withRedisState { access async throws in
            let gate = IngestGate(redis: access.client, keys: access.keys)
            var request = request(try await nonce(gate))
            request.pendingGameID = nil
            #expect(try await gate.admit(request) == .admitted)
            #expect(try await gate.pending.get(request.eventID) == nil)
            #expect(try await gate.admit(request) == .refused(.alreadyUsed))
        }
    }

    @Test func `a record is confirmed and withdrawn only by whoever made it`() async throws {
        try await withRedisState { access async throws in
            let gate = IngestGate(redis: access.client, keys: access.keys)
            let mine = request(try await nonce(gate), entry: entry())
            let entry = try #require(mine.idempotency)
            #expect(try await gate.admit(mine) == .admitted)
            var other = mine
            other.idempotency?.record.bodyHash = [UInt8](repeating: 2, count: 32)
            try await gate.withdraw(other)
            #expect(try await gate.idempotency.record(of: entry.key) == entry.record)
            #expect(try await gate.idempotency.confirm(entry))
            #expect(try await gate.idempotency.record(of: entry.key)?.isQueued == true)
            // Once it is queued it can no longer be taken back.
            try await gate.withdraw(mine)
            #expect(try await gate.idempotency.record(of: entry.key)?.isQueued == true)
        }
    }

    @Test func `pending marks are renewed and removed in batches`() async throws {
        try await withRedisState { access async throws in
            let pending = PendingSubmissions(redis: access.client, keys: access.keys)
            let events = (0..<10).map { _ in ScoreEventID(UUID()) }
            for event in events.dropLast() { try await pending.set(PendingSubmission(gameID: game, identityID: identity), event: event) }
            #expect(try await pending.renew(events) == [events[9]])
            try await pending.delete(events)
            #expect(try await pending.renew(events) == events)
        }
    }
}
