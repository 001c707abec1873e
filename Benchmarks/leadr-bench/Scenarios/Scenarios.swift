import NIOCore

/// The measurements over HTTP, each a closed or open loop on one event loop.
struct Scenarios: Sendable {
    let run: LoadRun

    /// GETs of the target's path over `connections`.
    func staticRequests(connections: Int, window: LoadWindow) async throws -> LoadReport {
        let target = run.target
        let reports = try await run.run(connections: connections, start: window.start, limit: window.limit) { _ in
            StaticExchange(target, window: window)
        }
        return .merged(reports)
    }

    /// Nonce and submission in turn over `connections`.
    func pairs(_ world: BenchWorld, connections: Int, window: LoadWindow) async throws -> LoadReport {
        let reports = try await run.run(connections: connections, start: window.start, limit: window.limit) { index in
            PairExchange(
                world.sessions(ofConnection: index, of: connections),
                writer: SubmissionWriter(boards: world.boards, wait: nil, seed: index),
                window: window
            )
        }
        return .merged(reports)
    }

    /// `rate` submissions per second that wait for their result. Each of `rate` connections sends one per second, evenly offset.
    func latency(_ world: BenchWorld, rate: Int, window: LoadWindow) async throws -> LoadReport {
        let reports = try await run.run(connections: rate, start: window.start, limit: window.limit) { index in
            TimedSubmitExchange(
                world.sessions[index % world.sessions.count],
                writer: SubmissionWriter(boards: world.boards, wait: 10, seed: index),
                window: window,
                // Half a second for the first nonces.
                first: window.start + .milliseconds(500) + .nanoseconds(1_000_000_000 * Int64(index) / Int64(rate)),
                interval: .seconds(1)
            )
        }
        return .merged(reports)
    }
}
