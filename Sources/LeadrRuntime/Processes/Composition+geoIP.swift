import GeoIP
import GeoIPUpdate
import LeadrPipeline
import LeadrState
import Scheduling
import ServiceLifecycle

extension Composition {
    /// Name of the scheduler's task.
    static let geoIPTask = "refresh-geoip"

    /// What the scheduler does for GeoIP databases. Not recorded: a new leader looks at once, whatever its predecessor saw, as after a change of settings.
    static func geoIPTasks(_ context: ProcessContext, _ parts: PipelineParts) -> [ScheduledTask] {
        let settings = context.settings
        guard settings.geoIP.refreshedBy == .scheduler, settings.canRefreshGeoIP else { return [] }
        let refresh = GeoRefresh(context, parts)
        return [
            ScheduledTask(
                name: geoIPTask,
                interval: settings.geoIP.checkInterval,
                retryDelays: settings.scheduler.retryDelays,
                timeout: settings.geoIP.longestRefresh,
                alerts: true,
                isRecorded: false
            ) { _ in try await refresh.runTask() }
        ]
    }

    /// What a GeoIP worker runs beside its queue.
    static func geoIPServices(_ context: ProcessContext, _ parts: PipelineParts, _ databases: GeoDatabases) -> [any Service] {
        let loop = geoIPLoop(context, parts)
        let watch = GeoDatabaseWatch(
            databases: databases,
            board: GeoNoticeBoard(redis: parts.dependencies.redis, keys: parts.keys),
            restorer: DatabaseRestorer(directory: context.settings.geoIP.databasePath, logger: context.logger),
            loop: loop,
            logger: context.logger
        )
        if let metrics = context.metrics { GeoIPMetrics.install(databases, in: metrics) }
        var services: [any Service] = [watch]
        if let loop { services.append(loop) }
        return services
    }

    private static func geoIPLoop(_ context: ProcessContext, _ parts: PipelineParts) -> GeoRefreshLoop? {
        let settings = context.settings
        guard settings.geoIP.refreshedBy == .worker, settings.canRefreshGeoIP else { return nil }
        let probe = LivenessProbe()
        context.health.watch("GeoIP refresh", rest: settings.geoIP.checkInterval + settings.geoIP.longestRefresh) { probe.silence }
        return GeoRefreshLoop(
            refresh: GeoRefresh(context, parts),
            interval: settings.geoIP.checkInterval,
            retryDelays: settings.scheduler.retryDelays,
            onRound: { probe.progress() }
        )
    }
}

/// Every attempt is a download, and MaxMind counts them.
extension GeoRefreshRefusal: FinalTaskError {}

extension LeadrSettings {
    /// Whether this installation downloads databases at all (`contract/platform.md §6`: not with `ENV=TEST`).
    public var canRefreshGeoIP: Bool { geoIP.isDownloadEnabled && !application.environment.isTest }
}

extension BackgroundGeoLocator {
    /// What the API process asks where somebody registers from; nil with `ENV=TEST`, where nobody is anywhere.
    init?(_ context: ProcessContext) {
        let settings = context.settings
        guard !settings.application.environment.isTest else { return nil }
        let path = GeoEdition.city.path(in: settings.geoIP.databasePath)
        let file = GeoDatabaseFile(path: path, noticesAbsence: false, logger: context.logger)
        self.init(GeoLocator(file: file, overrideAddress: settings.geoIP.developmentOverrideIP))
    }
}

extension DatabaseRefresher.Configuration {
    /// What an operator set of downloads.
    public init(_ settings: LeadrSettings) {
        let geoIP = settings.geoIP
        self.init(
            directory: geoIP.databasePath,
            cityURL: geoIP.cityDatabaseURL,
            countryURL: geoIP.countryDatabaseURL,
            accountID: geoIP.accountID,
            licenseKey: geoIP.licenseKey.exposed
        )
        isEnabled = settings.canRefreshGeoIP
        maximumAge = geoIP.refreshInterval
        timeLimit = geoIP.downloadTimeout
        archiveLimit = geoIP.maxArchiveBytes
        databaseLimit = geoIP.maxDatabaseBytes
        authorities = geoIP.authoritiesFile
    }
}

extension GeoRefresh {
    /// Wires the refresh of the directory that the settings name.
    init(_ context: ProcessContext, _ parts: PipelineParts) {
        self.init(
            refresher: DatabaseRefresher(
                configuration: DatabaseRefresher.Configuration(context.settings),
                eventLoopGroup: context.eventLoopGroup,
                logger: context.logger
            ),
            board: GeoNoticeBoard(redis: parts.dependencies.redis, keys: parts.keys),
            logger: context.logger
        )
    }
}
