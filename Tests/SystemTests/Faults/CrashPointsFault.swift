import Foundation
import JobQueue
import Redis
import TestSupport
import Testing

extension SystemTests.Faults {
    /// Kills a worker at the two moments that matter most, found by watching its connection to Redis: the executables are those that are shipped.
    @Suite struct CrashPointsFault {
        @Test(.timeLimit(.minutes(3)), arguments: Point.allCases)
        fileprivate func `a worker that dies at a chosen moment leaves one effect, and its job is delivered once more`(_ point: Point) async throws {
            let installation = try await Installation(settings: Installation.shortLeases)
            let proxy = try await installation.redisProxy()
            try await FaultRun.perform(
                "crash-points",
                on: installation,
                start: { installation in
                    try await installation.startAll { $0 == .ranking ? proxy.redisSettings : [:] }
                }
            ) { run in
                let (player, board) = (try await run.player(), try run.counter)
                let worker = try run.installation.process(.ranking)
                let trap = await proxy.trap(point.message, from: point.sender, reaction: .hold)
                let submission = try await run.submit(5, by: player, to: board)
                #expect(await eventually(within: .seconds(30)) { trap.hits == 1 }, "the moment comes")
                let effects = try await run.installation.number("SELECT count(*)::int8 FROM score_events")
                #expect(effects == point.effects)
                try await run.watch.kill(worker)
                try await deliveredOnceMore(run)
                try run.installation.start(.ranking)
                #expect(await run.isAccepted(submission, of: player, within: .seconds(30)))
            }
        }

        @Test(.timeLimit(.minutes(3)))
        func `a claim whose answer is lost is given back by the worker that lives, and counts as no delivery`() async throws {
            let installation = try await Installation()
            let proxy = try await installation.redisProxy()
            try await FaultRun.perform(
                "crash-points",
                on: installation,
                start: { installation in
                    try await installation.startAll { $0 == .ranking ? proxy.redisSettings : [:] }
                }
            ) { run in
                let (player, board) = (try await run.player(), try run.counter)
                let trap = await proxy.trap(Point.afterClaim.message, from: .server, times: 3, reaction: .cut)
                let submission = try await run.submit(5, by: player, to: board)
                #expect(await run.isAccepted(submission, of: player, within: .seconds(30)))
                #expect(trap.hits == 3)
                let picture = try await run.installation.statistics(.ranking)
                #expect(picture.handedBackTotal == 3 && picture.redeliveredTotal == 0, "given back, not left to the reaper")
            }
        }

        /// Without another worker the job waits on the list of those to be claimed again, where its counter can be read.
        private func deliveredOnceMore(_ run: FaultRun) async throws {
            let list = "\(run.installation.base(try #require(ProcessKind.ranking.queue))):redo"
            var envelope: [UInt8]?
            let isBack = try await eventually(within: .seconds(30)) {
                envelope = try await run.installation.redisClient.send(RedisCommand("LINDEX", .string(list), 0)).bytes
                return envelope != nil
            }
            #expect(isBack, "the job is taken back")
            let job = try JobEnvelope.decode(try #require(envelope))
            #expect(job.deliveries == 1, "one worker vanished with it; the next delivery is the second")
            #expect(job.failures == 0, "it did not fail")
        }
    }
}

/// A moment in the life of a claim, and the message that marks it.
private enum Point: CaseIterable {
    /// Redis has given the jobs away, and the worker does not know it yet.
    case afterClaim
    /// The transaction is committed, the claim is not settled.
    case beforeSettle

    var message: String { self == .afterClaim ? "J1000000" : "leadr_q2_settle" }
    var sender: ProxySide { self == .afterClaim ? .server : .client }
    var effects: Int64 { self == .afterClaim ? 0 : 1 }
}
