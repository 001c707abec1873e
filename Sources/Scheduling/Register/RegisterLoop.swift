import Logging
import Synchronization

/// Keeps the register while this process leads: writes the tasks down once per term, then looks for requests every second and hands them to the loops
/// of their tasks.
final class RegisterLoop: Sendable {
    /// Time between looks for requests.
    static let interval = Duration.seconds(1)

    private let register: any ScheduleRegister
    private let tasks: [TaskDescription]
    private let loops: [String: TaskLoop]
    private let context: SchedulerContext
    private let wakeUps = WakeUps()
    private let timer: any SchedulerTimer
    /// The term whose tasks are written down.
    private let registeredTerm = Mutex<Int64?>(nil)

    init(register: any ScheduleRegister, tasks: [ScheduledTask], loops: [TaskLoop], context: SchedulerContext) {
        self.register = register
        self.tasks = tasks.map(TaskDescription.init)
        self.loops = Dictionary(uniqueKeysWithValues: zip(tasks.map(\.name), loops))
        self.context = context
        timer = context.clock.makeTimer { [wakeUps] in wakeUps.wake() }
    }

    /// Looks again whether this process leads.
    func wake() {
        wakeUps.wake()
    }

    /// Runs until graceful shutdown or cancellation.
    func run() async {
        await wakeUps.run {
            guard let term = context.leadership.current()?.term else { return }
            await turn(term)
            timer.arm(after: Self.interval)
        }
        timer.cancel()
    }

    private func turn(_ term: Int64) async {
        do {
            if registeredTerm.withLock({ $0 }) != term {
                try await register.takeOver(tasks, as: LeaderTenure(lease: context.leaseName, owner: context.owner, term: term))
                registeredTerm.withLock { $0 = term }
            }
            for request in try await register.requests() { loops[request.task]?.offer(request) }
        } catch {
            context.logger.warning("the register of scheduled tasks could not be reached", metadata: ["error": "\(error)"])
        }
    }
}
