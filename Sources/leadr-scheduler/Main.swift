import LeadrRuntime

/// The scheduler process.
@main
struct SchedulerProcess {
    static func main() async {
        await LeadrProcess.run(.scheduler) { try Composition.scheduler($0) }
    }
}
