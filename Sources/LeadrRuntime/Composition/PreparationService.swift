import ServiceLifecycle

/// Prepares the process, then lets the work begin.
struct PreparationService: Service, CustomStringConvertible {
    let prepare: @Sendable () async throws -> Void
    let latch: Latch

    var description: String { "preparation" }

    func run() async throws {
        // Stopping must not wait for preparations against a server that is away.
        let isPrepared = try await cancelWhenGracefulShutdown {
            do {
                try await prepare()
                return true
            } catch {
                guard Task.isCancelled else { throw error }
                return false
            }
        }
        guard isPrepared else { return }
        latch.open()
        try? await gracefulShutdown()
    }
}

/// Runs a service once the process is prepared.
struct GatedService: Service, CustomStringConvertible {
    let service: any Service
    let latch: Latch

    var description: String { "\(service)" }

    func run() async throws {
        await cancelWhenGracefulShutdown { await latch.wait() }
        guard latch.isOpen, !Task.isCancelled else { return }
        try await service.run()
    }
}

/// Turns readiness off as the first step of stopping.
struct DrainNotice: Service, CustomStringConvertible {
    let health: HealthRegistry
    /// Called at the same moment.
    var onStop: @Sendable () -> Void = {}

    var description: String { "drain notice" }

    func run() async throws {
        try? await gracefulShutdown()
        health.startDraining()
        onStop()
    }
}
