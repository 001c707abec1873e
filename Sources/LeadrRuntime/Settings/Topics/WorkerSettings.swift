/// How one worker process takes and works on jobs.
public struct WorkerSettings: Sendable, Equatable {
    /// Jobs per claim of each kind of worker.
    public struct BatchSizes: Sendable, Equatable {
        /// Jobs per claim of the anti-cheat worker.
        public var antiCheat: Int
        /// Jobs per claim of the GeoIP worker.
        public var geoIP: Int
        /// Jobs per claim of the ranking worker, which are one transaction.
        public var ranking: Int
        /// Jobs per claim of the board-state worker.
        public var boardState: Int
        /// Jobs per claim of the delivery worker.
        public var delivery: Int
    }

    /// Jobs per claim.
    public var batchSizes: BatchSizes
    /// Batches one process works on at once.
    public var concurrency: Int
    /// Least time between two claims while jobs come fast and nobody waits for a result.
    public var linger: Duration
    /// How long a handler may take for one batch.
    public var timeout: Duration
    /// The same for rebuilds and recomputes, which may go through whole boards.
    public var boardStateTimeout: Duration
    /// Time to finish what is running after SIGTERM.
    public var shutdownGrace: Duration

    init(_ reader: inout SettingsReader) {
        reader.topic = "Workers"
        batchSizes = BatchSizes(
            antiCheat: Self.size("JOB_BATCH_SIZE_ANTICHEAT", 500, "anti-cheat worker", &reader),
            geoIP: Self.size("JOB_BATCH_SIZE_GEOIP", 500, "GeoIP worker", &reader),
            ranking: Self.size("JOB_BATCH_SIZE_RANKING", 500, "ranking worker, one transaction", &reader),
            boardState: Self.size("JOB_BATCH_SIZE_BOARDSTATE", 100, "board-state worker", &reader),
            delivery: Self.size("JOB_BATCH_SIZE_DELIVERY", 10, "delivery worker", &reader)
        )
        concurrency = reader.integer("JOB_CONCURRENCY", default: 2, in: 1...256, unit: "batches", "batches a process works on at once")
        linger = reader.milliseconds(
            "JOB_LINGER_MS",
            default: 20,
            in: 0...1000,
            "time in which jobs gather between claims while nobody waits for a result"
        )
        timeout = reader.seconds(
            "JOB_TIMEOUT_SECONDS",
            default: 120,
            in: 5...86_400,
            "longest time for one batch; then its jobs run alone, then they fail"
        )
        boardStateTimeout = reader.seconds(
            "JOB_TIMEOUT_BOARDSTATE_SECONDS",
            default: 3600,
            in: 5...86_400,
            "the same for rebuilds and recomputes of boards"
        )
        shutdownGrace = reader.seconds("SHUTDOWN_GRACE_SECONDS", default: 20, in: 1...600, "time to finish what is running after SIGTERM")
    }

    private static func size(_ name: String, _ size: Int, _ worker: String, _ reader: inout SettingsReader) -> Int {
        reader.integer(name, default: size, in: 1...5000, unit: "jobs", "jobs per claim of the \(worker)")
    }
}
