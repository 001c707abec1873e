import Dispatch
import Foundation
import Synchronization

/// Carries the cancellation of a task to the statement it waits for.
///
/// The request is sent on a thread of its own, because it blocks. The session is not used again before the request has been taken by the server, or it
/// would stop whichever statement comes next.
final class StatementCancellation: Sendable {
    /// How the work ended, as far as cancellation is concerned.
    enum Ending {
        case undisturbed
        /// The request was sent and has been taken.
        case cancelled
        /// The request is still under way after the grace time; the session must not be used again.
        case requestStuck
    }

    private enum Phase {
        case waiting
        case refused
        case running(CancelHandle, SocketGuard)
        case cancelling(Rendezvous)
        case finished
    }

    private final class Rendezvous: Sendable {
        let requestReturned = DispatchSemaphore(value: 0)
        let workEnded = DispatchSemaphore(value: 0)
    }

    private static let grace = DispatchTimeInterval.seconds(5)
    private let phase = Mutex(Phase.waiting)

    /// The work begins; `false` if it was cancelled before.
    func begin(_ handle: CancelHandle, _ socket: SocketGuard) -> Bool {
        phase.withLock { phase in
            guard case .waiting = phase else { return false }
            phase = .running(handle, socket)
            return true
        }
    }

    /// Whether a request was sent.
    var isCancelling: Bool {
        phase.withLock { phase in
            if case .cancelling = phase { true } else { false }
        }
    }

    /// Stops the work, or keeps it from beginning. Does not block.
    func cancel() {
        let started = phase.withLock { phase -> (CancelHandle, SocketGuard, Rendezvous)? in
            switch phase {
            case .waiting:
                phase = .refused
                return nil
            case .running(let handle, let socket):
                let rendezvous = Rendezvous()
                phase = .cancelling(rendezvous)
                return (handle, socket, rendezvous)
            case .refused, .cancelling, .finished:
                return nil
            }
        }
        guard let (handle, socket, rendezvous) = started else { return }
        Thread.detachNewThread {
            handle.send()
            rendezvous.requestReturned.signal()
            // A server that takes the request and still does not answer has stopped working.
            if rendezvous.workEnded.wait(timeout: .now() + Self.grace) == .timedOut { socket.cut() }
        }
    }

    /// The work has ended. Blocks for as long as a request is under way, up to the grace time.
    func finish() -> Ending {
        let rendezvous = phase.withLock { phase -> Rendezvous? in
            defer { phase = .finished }
            if case .cancelling(let rendezvous) = phase { return rendezvous }
            return nil
        }
        guard let rendezvous else { return .undisturbed }
        rendezvous.workEnded.signal()
        return rendezvous.requestReturned.wait(timeout: .now() + Self.grace) == .success ? .cancelled : .requestStuck
    }
}
