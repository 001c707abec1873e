import Testing

extension SystemTests {
    /// Boards against a model of them, in one installation with two of each process that takes turns.
    @Suite struct ScoringTests {
        /// Schedulers die after the model was compared: until then they relay what its boards wait for.
        @Test(.timeLimit(.minutes(10)))
        func
            `boards show what submissions, reviews and configuration make of them, counters add up, seasons are complete, whatever dies, and a backup brings all back`()
            async throws
        {
            let settings = Installation.shortLeases.merging(SeasonTrial.settings) { $1 }.merging(RestoreTrial.settings) { $1 }.merging([
                "JOB_MAX_DELIVERIES": "50", "OUTBOX_POLL_INTERVAL_MS": "50", "NONCE_MAX_OPEN": "1000",
            ]) { $1 }
            let installation = try await Installation(settings: settings, hasOwnPostgres: true)
            try await installation.run {
                try await installation.startAll()
                for kind in [ProcessKind.ranking, .scheduler] { try await installation.waitUntilReady(installation.start(kind)) }
                try await ModelTrial(installation).perform()
                async let seasons: Void = SeasonTrial(installation: installation).run()
                try await CounterTrial(installation: installation).perform()
                try await seasons
                try await RestoreTrial(installation: installation).perform()
            }
        }
    }
}
