import Foundation

/// What every process tells about itself (`contract/architecture-checklist.md` §6).
enum ProcessMetrics {
    /// Adds memory, processor time and uptime to `registry`, read at each exposition.
    static func install(in registry: PrometheusRegistry, startedAt: ContinuousClock.Instant = .now) {
        let (resident, virtual, uptime) = (PrometheusGauge(), PrometheusGauge(), PrometheusGauge())
        let (user, system) = (PrometheusGauge(), PrometheusGauge())
        registry.register(resident, name: "process_memory_bytes", labels: [("type", "rss")], kind: .gauge)
        registry.register(virtual, name: "process_memory_bytes", labels: [("type", "virtual")], kind: .gauge)
        registry.register(user, name: "process_cpu_seconds_total", labels: [("mode", "user")], kind: .counter)
        registry.register(system, name: "process_cpu_seconds_total", labels: [("mode", "system")], kind: .counter)
        registry.register(uptime, name: "app_uptime_seconds", kind: .gauge)
        registry.describe("process_memory_bytes", "Memory of this process.")
        registry.describe("process_cpu_seconds_total", "Processor time used by this process.")
        registry.describe("app_uptime_seconds", "Time since this process started.")
        registry.collect {
            if let memory = ProcessUsage.memory() {
                resident.set(Double(memory.resident))
                virtual.set(Double(memory.virtual))
            }
            let time = ProcessUsage.processorTime()
            user.set(time.user)
            system.set(time.system)
            let age = startedAt.duration(to: .now).components
            uptime.set(Double(age.seconds) + Double(age.attoseconds) / 1e18)
        }
    }
}
