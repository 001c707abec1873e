import Testing

extension SystemTests {
    @Suite struct SeasonTests {
        @Test(.timeLimit(.minutes(4)))
        func `a template makes its board every second, once, while schedulers are killed at random`() async throws {
            let installation = try await Installation(settings: SeasonTrial.settings)
            try await installation.run {
                for kind in [ProcessKind.api, .scheduler, .scheduler] { try await installation.waitUntilReady(installation.start(kind)) }
                try await SeasonTrial(installation: installation).run()
            }
        }
    }
}
