import GeoIP
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrState
import LeadrStore
import Logging

extension Composition {
    /// The anti-cheat worker.
    ///
    /// - Throws: ``StartupError`` when an address cannot be used.
    public static func antiCheatWorker(_ context: ProcessContext) throws(StartupError) -> Composition {
        let parts = try PipelineParts(context)
        let evaluator = AntiCheatEvaluator(policy: AntiCheatPolicy(context.settings.antiCheat))
        let store = AntiCheatStore(redis: parts.dependencies.redis, keys: parts.keys, evaluator: evaluator)
        let stage = AntiCheatStage(store: store, logger: context.logger)
        return parts.workers(Queues.antiCheat, batchSize: context.settings.worker.batchSizes.antiCheat, handler: stage)
    }

    /// The GeoIP worker.
    ///
    /// - Throws: ``StartupError`` when an address cannot be used.
    public static func geoIPWorker(_ context: ProcessContext) throws(StartupError) -> Composition {
        let parts = try PipelineParts(context)
        let settings = context.settings.geoIP
        let databases = GeoDatabases(directory: settings.databasePath, logger: context.logger)
        let stage = GeoIPStage(locator: GeoLocator(file: databases.city, overrideAddress: settings.developmentOverrideIP))
        var composition = parts.workers(Queues.geoIP, batchSize: context.settings.worker.batchSizes.geoIP, handler: stage)
        composition.work += geoIPServices(context, parts, databases)
        return composition
    }

    /// The ranking worker.
    ///
    /// - Throws: ``StartupError`` when an address cannot be used.
    public static func rankingWorker(_ context: ProcessContext) throws(StartupError) -> Composition {
        let parts = try PipelineParts(context)
        let redis = parts.dependencies.redis
        let announcer = ResultAnnouncer(publisher: ResultPublisher(redis: redis), pending: PendingSubmissions(redis: redis, keys: parts.keys))
        var options = RankingOptions()
        options.usesInbox = context.settings.ingest.durability == .postgres
        let stage = RankingStage(
            transaction: RankingTransaction(pool: parts.dependencies.postgres, options: options),
            index: parts.index,
            announcer: announcer
        )
        return parts.workers(Queues.ranking, batchSize: context.settings.worker.batchSizes.ranking, handler: stage)
    }

    /// The board state worker.
    ///
    /// - Throws: ``StartupError`` when an address cannot be used.
    public static func boardStateWorker(_ context: ProcessContext) throws(StartupError) -> Composition {
        let parts = try PipelineParts(context)
        let stage = BoardStateStage(
            pool: parts.dependencies.postgres,
            redis: parts.dependencies.redis,
            keys: parts.keys,
            index: parts.index,
            relay: parts.relay,
            logger: context.logger
        )
        let settings = context.settings.worker
        return parts.workers(Queues.boardState, batchSize: settings.batchSizes.boardState, timeout: settings.boardStateTimeout, handler: stage)
    }
}

extension AntiCheatPolicy {
    /// The limits an operator set.
    init(_ settings: AntiCheatSettings) {
        self.init()
        rateLimitTierA = settings.rateLimits.a
        rateLimitTierB = settings.rateLimits.b
        rateLimitTierC = settings.rateLimits.c
        duplicateWindowSeconds = Int(settings.duplicateWindow.components.seconds)
        velocityThresholdSeconds = settings.velocityThreshold / .seconds(1)
        isLoggingOnly = settings.isLoggingOnly
    }
}
