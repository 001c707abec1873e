import Logging
import ServiceLifecycle
import UnixSignals

/// The services of a process as one group, stopped in reverse order.
struct ProcessGroup {
    let context: ProcessContext
    let composition: Composition
    /// How long services that ignore cancellation may keep the process alive.
    private static let cancellationLimit = Duration.seconds(5)

    /// Runs until a signal or the first failure.
    func run(signals: [UnixSignal] = [.sigterm, .sigint]) async throws {
        let latch = Latch()
        context.health.startPreparing()
        context.health.require("startup") { latch.isOpen }
        var configuration = ServiceGroupConfiguration(
            services: services(latch).map(configuration(of:)),
            gracefulShutdownSignals: signals,
            logger: quiet(context.logger)
        )
        configuration.maximumGracefulShutdownDuration = context.settings.worker.shutdownGrace
        configuration.maximumCancellationDuration = Self.cancellationLimit
        try await ServiceGroup(configuration: configuration).run()
    }

    private func services(_ latch: Latch) -> [any Service] {
        let operations = OperationsServer(
            settings: context.settings.observability,
            registry: context.metrics,
            health: context.health,
            logger: context.logger
        )
        let preparation = PreparationService(prepare: prepare, latch: latch)
        let work = composition.work.map { GatedService(service: $0, latch: latch) as any Service }
        return [operations] + composition.clients + [preparation] + work + [DrainNotice(health: context.health)]
    }

    private func prepare() async throws {
        try await composition.prepare()
        context.health.startWorking()
    }

    /// A process that may not start ends in order, so that the reason is the one line that stands out; any other failure cancels the rest.
    private func configuration(of service: any Service) -> ServiceGroupConfiguration.ServiceConfiguration {
        ServiceGroupConfiguration.ServiceConfiguration(
            service: service,
            successTerminationBehavior: behaviour(of: service),
            failureTerminationBehavior: service is PreparationService ? .gracefullyShutdownGroup : .cancelGroup,
            serviceName: name(of: service)
        )
    }

    /// Work that ends by itself, such as a command, ends the process cleanly; a client that ends is a failure.
    private func behaviour(of service: any Service) -> ServiceGroupConfiguration.ServiceConfiguration.TerminationBehavior {
        service is GatedService ? .gracefullyShutdownGroup : .cancelGroup
    }

    private func name(of service: any Service) -> String {
        let name = String(describing: (service as? GatedService).map { type(of: $0.service) } ?? type(of: service))
        return String(name.prefix(60))
    }

    /// The group tells about every service it starts and stops at debug level only.
    private func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        if logger.logLevel > .debug { logger.logLevel = .warning }
        return logger
    }
}
