import Dispatch
import Foundation
import Synchronization

/// A thread that owns one ``Session`` and does one piece of work after the other with it.
///
/// Measured against event-loop designs: handing the work to a thread that may block, and resuming the caller's continuation from it, is as fast as
/// anything up to about 60,000 round trips a second on two cores, and by far the simplest.
final class ConnectionThread: Sendable {
    /// Work for the session. Must not keep it.
    typealias Job = @Sendable (Session) -> Void

    private struct Inbox {
        var jobs: [Job] = []
        var isStopped = false
    }

    private let inbox = Mutex(Inbox())
    private let wakeUp = DispatchSemaphore(value: 0)

    /// Starts the thread; the session is made on it and never leaves it. `atExit` runs after the session was closed.
    func start(name: String, makeSession: @escaping @Sendable () -> Session, atExit: @escaping @Sendable () -> Void) {
        let thread = Thread { [self] in
            let session = makeSession()
            while let job = next() {
                job(session)
            }
            session.close()
            atExit()
        }
        thread.name = name
        // libpq and OpenSSL are content with little; the default of 8 MB per connection would be a waste of address space.
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// Queues work; `false` if the thread was told to stop, in which case the work will not run.
    func submit(_ job: @escaping Job) -> Bool {
        let isAccepted = inbox.withLock { inbox in
            guard !inbox.isStopped else { return false }
            inbox.jobs.append(job)
            return true
        }
        if isAccepted { wakeUp.signal() }
        return isAccepted
    }

    /// Lets the thread finish what is queued, close the session and end. Does not wait for it.
    func stop() {
        let isFirst = inbox.withLock { inbox in
            defer { inbox.isStopped = true }
            return !inbox.isStopped
        }
        if isFirst { wakeUp.signal() }
    }

    /// Waits for work; `nil` when told to stop and nothing is left.
    private func next() -> Job? {
        wakeUp.wait()
        return inbox.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
    }
}
