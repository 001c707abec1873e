import Foundation
import NIOHTTP1
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct PostgresRestartFault {
        @Test(.timeLimit(.minutes(4)), arguments: FaultSettings.pick(full: [PrivatePostgres.Stop.fast, .immediate], short: [.immediate]))
        func `PostgreSQL restarts under load: 503 in the gap, a repeated key gives one row, connections heal`(way: PrivatePostgres.Stop) async throws
        {
            let installation = try await Installation(hasOwnPostgres: true)
            try await FaultRun.perform("postgres-restart", on: installation) { run in
                let server = try #require(installation.ownPostgres)
                let (player, board) = (try await run.player(), try run.counter)
                try await run.underLoad {
                    try await offPool { try server.stop(way) }
                    let down = ContinuousClock.now
                    async let repeated: Set<String> = persist(player, board, key: "through-the-gap", until: down + .seconds(8))
                    try await Task.sleep(until: down + FaultSettings.pick(full: .seconds(5), short: .seconds(2)))
                    try await offPool { try server.start() }
                    let time = try await run.untilRanked(by: player)
                    if FaultSettings.isFull { #expect(time <= .seconds(5), "connections heal within 5 s: \(time)") }
                    let ids = try await repeated
                    #expect(ids.count == 1, "the same key names the same submission: \(ids)")
                    for id in ids { run.ledger.add(Ledger.Entry(eventID: id, boardID: board.id, value: 1)) }
                }
                #expect(run.ledger.withoutRetryAfter == 0, "every refusal says when to come again")
                #expect(run.ledger.unanswered == 0, "every request was answered")
                for kind in ProcessKind.allCases { #expect(installation.running.contains { $0.kind == kind }, "\(kind) is still the same process") }
            }
        }

        /// Submits with one key again and again, as a client does that got no answer it likes; returns the ids of the receipts.
        private func persist(_ player: PlayerSession, _ board: TestWorld.Board, key: String, until end: ContinuousClock.Instant) async throws -> Set<
            String
        > {
            var ids: Set<String> = []
            while ids.isEmpty || ContinuousClock.now < end {
                let answer = try await player.submit(1, to: board.id, name: "Persistent", prefer: "respond-async", key: key)
                if answer.status == 202 { ids.insert(try answer.text("submission_id")) }
                #expect([201, 202, 503].contains(answer.status), "\(answer.status) \(answer.body)")
                try await Task.sleep(for: .milliseconds(100))
            }
            return ids
        }
    }
}
