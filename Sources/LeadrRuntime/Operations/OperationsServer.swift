import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// A small HTTP server beside the work of a process: `/metrics`, `/health/live`, `/health/ready`.
public struct OperationsServer: Service {
    private let settings: ObservabilitySettings
    private let registry: PrometheusRegistry?
    private let health: HealthRegistry
    private let logger: Logger
    private let onPort: @Sendable (Int) -> Void

    /// Creates the server; without a registry there is no `/metrics`. `onPort` is told the port in use.
    public init(
        settings: ObservabilitySettings,
        registry: PrometheusRegistry?,
        health: HealthRegistry,
        logger: Logger,
        onPort: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.settings = settings
        self.registry = registry
        self.health = health
        self.logger = logger
        self.onPort = onPort
    }

    /// Serves until graceful shutdown.
    public func run() async throws {
        let application = Application(
            router: OperationsRoutes(registry: registry, health: health).router(),
            configuration: .init(address: .hostname(settings.metricsHost, port: settings.metricsPort), serverName: nil),
            onServerRunning: { announce($0.localAddress?.port ?? 0) },
            logger: quiet(logger)
        )
        try await application.run()
    }

    private func announce(_ port: Int) {
        logger.info("serving metrics and health", metadata: ["host": "\(settings.metricsHost)", "port": .stringConvertible(port)])
        if let path = settings.portFile {
            do {
                try PortFile.write(port, to: path)
            } catch {
                logger.error("the port file could not be written", metadata: ["path": "\(path)", "error": "\(error)"])
            }
        }
        onPort(port)
    }

    /// The framework's own lines about starting say the same as ours.
    private func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        logger.logLevel = .warning
        return logger
    }
}
