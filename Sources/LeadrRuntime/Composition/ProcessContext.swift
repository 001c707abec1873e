import Logging
import NIOCore
import NIOPosix

/// What a process is built from: read settings, and the tools that exist once per process.
public struct ProcessContext: Sendable {
    /// The kind of process.
    public let role: ProcessRole
    /// Everything an operator can set.
    public let settings: LeadrSettings
    /// The logger of the process; derive others from it.
    public let logger: Logger
    /// Where metrics are kept; nil when they are switched off.
    public let metrics: PrometheusRegistry?
    /// Liveness and readiness.
    public let health: HealthRegistry
    /// The event loops that all sockets share.
    public let eventLoopGroup: any EventLoopGroup
    /// This start of this process: role, host, process id and a random part. Names it in leases and on claims.
    public let instance: String

    /// Creates a context, e.g. for a test.
    public init(
        role: ProcessRole,
        settings: LeadrSettings,
        logger: Logger,
        metrics: PrometheusRegistry? = nil,
        health: HealthRegistry = HealthRegistry(),
        eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        instance: String? = nil
    ) {
        self.role = role
        self.settings = settings
        self.logger = logger
        self.metrics = metrics
        self.health = health
        self.eventLoopGroup = eventLoopGroup
        self.instance = instance ?? ProcessInstance.name(role)
    }
}
