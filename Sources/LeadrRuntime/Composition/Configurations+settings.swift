import JobQueue
import Postgres
import Redis

extension PostgresConfiguration {
    /// The configuration of a pool for `role`; `isDirect` goes round a pooler, as migrations and backups must.
    public init(_ settings: DatabaseSettings, role: ProcessRole, isDirect: Bool = false) {
        self.init(
            host: isDirect ? settings.migrationHost : settings.host,
            port: settings.port,
            database: settings.name,
            username: settings.user,
            password: settings.password.isEmpty ? nil : settings.password.exposed
        )
        tls = settings.host.hasPrefix("/") ? .disable : settings.sslMode
        applicationName = role.processName
        statementTimeout = settings.statementTimeout
        logsStatements = settings.echo
        pool.size = settings.poolSize
        pool.maxOverflow = settings.poolMaxOverflow
        pool.acquireTimeout = settings.poolTimeout
        pool.recycleAfter = settings.poolRecycle
    }
}

extension RedisConfiguration {
    /// The configuration of a client for `role`.
    ///
    /// - Throws: `RedisError` when the address cannot be read.
    public init(_ settings: RedisSettings, role: ProcessRole) throws(RedisError) {
        try self.init(url: settings.url.exposed)
        clientName = role.processName
        commandTimeout = settings.commandTimeout
        connectTimeout = settings.connectTimeout
    }
}

extension WorkerConfiguration {
    /// The configuration of a worker that claims up to `batchSize` jobs at once.
    public init(_ settings: LeadrSettings, batchSize: Int) {
        self.init()
        self.batchSize = batchSize
        concurrency = settings.worker.concurrency
        linger = settings.worker.linger
        timeout = settings.worker.timeout
        lease = settings.queue.lease
        heartbeat = settings.queue.heartbeat
        reaperInterval = settings.queue.reaperInterval
        maximumDeliveries = settings.queue.maxDeliveries
        retry.maximumAttempts = settings.queue.maxAttempts
        // Leaves time to hand batches back and to close connections before the process must be gone.
        drainTimeout = settings.worker.shutdownGrace / 2
    }
}
