/// All settings of a process: read once at the start, validated, immutable afterwards.
public struct LeadrSettings: Sendable, Equatable {
    /// What this installation is.
    public var application: ApplicationSettings
    /// PostgreSQL.
    public var database: DatabaseSettings
    /// Redis.
    public var redis: RedisSettings
    /// Signing keys and token lives.
    public var secrets: SecretSettings
    /// The account that exists from the first start.
    public var superadmin: SuperadminSettings
    /// Mail and registration.
    public var mail: MailSettings
    /// Delivery to peers outside.
    public var delivery: DeliverySettings
    /// Accepting submissions.
    public var ingest: IngestSettings
    /// Queues.
    public var queue: QueueSettings
    /// Workers.
    public var worker: WorkerSettings
    /// Anti-cheat checks.
    public var antiCheat: AntiCheatSettings
    /// GeoIP databases.
    public var geoIP: GeoIPSettings
    /// Background tasks.
    public var scheduler: SchedulerSettings
    /// How long what is no longer needed is kept.
    public var retention: RetentionSettings
    /// HTTP server.
    public var http: HTTPSettings
    /// Log lines.
    public var logging: LoggingSettings
    /// Metrics, health, traces.
    public var observability: ObservabilitySettings
    /// Checks of the servers at the start.
    public var bootChecks: BootCheckSettings
    /// Backups.
    public var backup: BackupSettings

    /// Reads and checks everything `role` needs.
    ///
    /// - Throws: ``SettingsError`` with every problem found, each naming its variable.
    public init(from source: SettingsSource, role: ProcessRole) throws(SettingsError) {
        var reader = SettingsReader(source)
        self.init(&reader)
        validate(for: role, &reader)
        guard reader.problems.isEmpty else { throw SettingsError(problems: reader.problems) }
    }

    init(_ reader: inout SettingsReader) {
        application = ApplicationSettings(&reader)
        let environment = application.environment
        http = HTTPSettings(&reader, environment: environment)
        ingest = IngestSettings(&reader)
        database = DatabaseSettings(&reader, environment: environment)
        redis = RedisSettings(&reader)
        queue = QueueSettings(&reader)
        worker = WorkerSettings(&reader)
        scheduler = SchedulerSettings(&reader)
        retention = RetentionSettings(&reader)
        antiCheat = AntiCheatSettings(&reader)
        geoIP = GeoIPSettings(&reader)
        secrets = SecretSettings(&reader)
        superadmin = SuperadminSettings(&reader, environment: environment)
        mail = MailSettings(&reader, environment: environment)
        delivery = DeliverySettings(&reader)
        logging = LoggingSettings(&reader)
        observability = ObservabilitySettings(&reader)
        bootChecks = BootCheckSettings(&reader)
        backup = BackupSettings(&reader)
    }

    func validate(for role: ProcessRole, _ reader: inout SettingsReader) {
        guard role == .api else { return }
        if !application.isJobMode, !application.enablesAdminAPI, !application.enablesClientAPI {
            reader.report("ENABLE_ADMIN_API", "or ENABLE_CLIENT_API must be true")
        }
        if superadmin.apiKey == nil { reader.report("SUPERADMIN_API_KEY", "is required") }
        if application.environment.isProduction { secrets.refusePlaceholders(&reader) }
    }
}
