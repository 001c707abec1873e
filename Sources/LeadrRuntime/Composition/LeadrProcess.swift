import Foundation
import LeadrDomain
import Logging
import Metrics
import ServiceLifecycle

/// Runs a process from its settings to its exit code.
public enum LeadrProcess {
    /// Puts the parts of a process together.
    public typealias Build = @Sendable (ProcessContext) async throws -> Composition

    /// Reads settings, starts logging and metrics, runs what `build` composes until SIGTERM or SIGINT, and ends the process.
    ///
    /// Exit codes: 0 after a clean stop, 75 when work had to be cut off, 1 when the configuration is wrong, 70 after a failure.
    public static func run(_ role: ProcessRole, source: SettingsSource = .process(), build: Build) async -> Never {
        exit(await code(role, source: source, build: build).rawValue)
    }

    /// Reads the settings of a command and starts logging; tells what is wrong and ends the process with code 1 if anything is.
    public static func context(_ role: ProcessRole, source: SettingsSource = .process()) -> ProcessContext {
        switch Result(catching: { try start(role, source: source) }) {
        case .success(let context): return context
        case .failure(let error):
            complain(role, error)
            exit(ExitCode.configuration.rawValue)
        }
    }

    static func code(_ role: ProcessRole, source: SettingsSource, build: Build) async -> ExitCode {
        // A peer that goes away must fail the write to it, not end the process.
        signal(SIGPIPE, SIG_IGN)
        do {
            let context = try start(role, source: source)
            return await run(context, build: build)
        } catch {
            complain(role, error)
            return .configuration
        }
    }

    private static func start(_ role: ProcessRole, source: SettingsSource) throws -> ProcessContext {
        let settings = try LeadrSettings(from: source, role: role)
        try LogBootstrap.install(settings)
        let registry = settings.observability.isMetricsEnabled ? PrometheusRegistry() : nil
        if let registry {
            MetricsSystem.bootstrap(registry)
            ProcessMetrics.install(in: registry)
        }
        return ProcessContext(
            role: role,
            settings: settings,
            logger: Logger(label: role.processName),
            metrics: registry,
            health: HealthRegistry(livenessTimeout: settings.observability.livenessTimeout)
        )
    }

    private static func run(_ context: ProcessContext, build: Build) async -> ExitCode {
        do {
            let composition = try await build(context)
            context.logger.info("starting", metadata: ["instance": "\(context.instance)", "version": "\(ProductVersion.current)"])
            let isInTime = try await ProcessGroup(context: context, composition: composition).run()
            let jobs = composition.leftBehind()
            guard isInTime, jobs == 0 else {
                context.logger.critical("stopped without work that did not stop", metadata: ["jobs": "\(jobs)", "in_time": "\(isInTime)"])
                return .unfinished
            }
            context.logger.info("stopped")
            return .clean
        } catch {
            context.logger.critical("\(context.role.processName) failed: \(error)")
            return error is SettingsError || error is BootCheckError || error is StartupError ? .configuration : .failure
        }
    }

    /// One line per problem, to standard error: there is no logger yet.
    private static func complain(_ role: ProcessRole, _ error: any Error) {
        let problems = (error as? SettingsError)?.problems.map(\.description) ?? ["\(error)"]
        let lines = problems.map { "\(role.processName): \($0)\n" }.joined()
        FileDescriptorWriter.write(Array(lines.utf8), to: 2)
    }
}
