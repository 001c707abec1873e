import Foundation
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct SlowNetworkFault {
        enum Server: String, CaseIterable, Sendable { case redis, postgres }

        @Test(.onlyInBattery, .timeLimit(.minutes(8)), arguments: Server.allCases)
        func `a server gets slow, then silent for a minute, then resets: no request hangs, other endpoints stay quick, all recovers`(_ server: Server)
            async throws
        {
            let installation = try await Installation(settings: ["LIVENESS_TIMEOUT_SECONDS": "15"])
            let proxy = try await server == .redis ? installation.redisProxy() : installation.postgresProxy()
            try await FaultRun.perform(
                "slow-network",
                on: installation,
                start: { installation in
                    try await installation.startAll { _ in server == .redis ? proxy.redisSettings : proxy.postgresSettings }
                }
            ) { run in
                let player = try await run.player()
                try await run.underLoad(tolerated: [412]) {
                    let usual = await latency(run, over: .seconds(5))
                    for delay in [Duration.milliseconds(200), .seconds(2)] {
                        await proxy.slowDown(by: delay)
                        try await quick(run, over: .seconds(10), usual, "\(server.rawValue) \(delay) late")
                        await proxy.heal()
                        try await recovers(run, player, "\(server.rawValue) \(delay) late")
                    }
                    await proxy.hold()
                    async let silence: Void = quick(run, over: .seconds(60), usual, "\(server.rawValue) silent")
                    if server == .redis { try await livenessTurnsRed(run) }
                    try await silence
                    await proxy.heal()
                    try await recovers(run, player, "\(server.rawValue) silent")
                    await proxy.reset()
                    try await recovers(run, player, "\(server.rawValue) reset")
                }
                #expect(run.ledger.unanswered == 0, "every request was answered")
                run.note("\(server.rawValue): longest answer \(run.ledger.slowest.inSeconds) s, refused \(run.ledger.refused)")
            }
        }

        private func recovers(_ run: FaultRun, _ player: PlayerSession, _ fault: String) async throws {
            let time = try await run.untilRanked(by: player)
            run.note("\(fault): works again after \(time.inSeconds) s")
            #expect(time <= .seconds(10), "\(fault): recovers within 10 s: \(time)")
        }

        /// An endpoint that needs neither server answers as quickly as before.
        private func quick(_ run: FaultRun, over time: Duration, _ usual: Double, _ fault: String) async throws {
            let now = await latency(run, over: time)
            run.note("\(fault): p99 of /health/live \(now) s, usually \(usual) s")
            #expect(now <= max(usual * 2, 0.05), "\(fault): p99 of unaffected endpoints")
        }

        /// 99th percentile of `/health/live` of the API, in seconds.
        private func latency(_ run: FaultRun, over time: Duration) async -> Double {
            let end = ContinuousClock.now + time
            var samples: [Duration] = []
            while ContinuousClock.now < end {
                let asked = ContinuousClock.now
                let answer = try? await run.world.api.send("/health/live")
                samples.append(answer?.status == 200 ? ContinuousClock.now - asked : .seconds(30))
                try? await Task.sleep(for: .milliseconds(20))
            }
            return samples.percentile(0.99) ?? 0
        }

        /// A worker that cannot ask for work says so, so that a supervisor sees it.
        private func livenessTurnsRed(_ run: FaultRun) async throws {
            for kind in ProcessKind.workers {
                let process = try run.installation.process(kind)
                #expect(
                    await eventually(within: .seconds(40)) { await run.installation.health(of: process, "live") == 503 },
                    "\(kind) makes no progress"
                )
            }
        }
    }
}
