import Foundation
import Logging
import Synchronization

/// Watches over the time that a stopping process takes.
///
/// At the end of the grace time everything is cancelled, and connections are cut. What ignores even that, such as a call into a C library, must not
/// keep the process until a supervisor kills it. What workers held has been handed back by then.
final class GraceWatch: Sendable {
    private struct State {
        var begun: ContinuousClock.Instant?
        var isOver = false
    }

    private let state = Mutex(State())
    private let grace: Duration
    private let logger: Logger
    /// How long after the grace time the process ends in any case.
    private static let patience = Duration.seconds(2)

    init(grace: Duration, logger: Logger) {
        self.grace = grace
        self.logger = logger
    }

    /// The process was told to stop.
    func begin() {
        state.withLock { $0.begun = .now }
        let deadline = DispatchTime.now() + (grace + Self.patience) / .seconds(1)
        // A thread of the system, since those of Swift's tasks may be what is stuck.
        DispatchQueue.global().asyncAfter(deadline: deadline) {
            guard !self.state.withLock({ $0.isOver }) else { return }
            self.logger.critical("something did not stop; the process ends without it")
            exit(ExitCode.unfinished.rawValue)
        }
    }

    /// Everything has stopped.
    ///
    /// - Returns: Whether that happened within the grace time.
    func end() -> Bool {
        let begun = state.withLock { state in
            state.isOver = true
            return state.begun
        }
        return begun.map { ContinuousClock.now - $0 < grace } ?? true
    }
}
