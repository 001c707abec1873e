import Synchronization

/// One connection as the pool sees it: a thread with a session, and what can be known of it from outside.
final class ServerConnection: Sendable {
    /// Number given by the pool.
    let id: Int
    let configuration: PostgresConfiguration
    private let thread = ConnectionThread()
    private let socketGuard = SocketGuard()
    private let cancelHandle = Mutex<CancelHandle?>(nil)
    private let lastState = Atomic<UInt8>(SessionState.broken.rawValue)

    init(id: Int, configuration: PostgresConfiguration) {
        self.id = id
        self.configuration = configuration
    }

    /// Starts the thread and connects.
    ///
    /// - Parameters:
    ///   - opened: Called once, from the thread, with the failure if there was one.
    ///   - closed: Called once, from the thread, after ``close()`` has taken effect.
    func open(opened: @escaping @Sendable (PostgresError?) -> Void, closed: @escaping @Sendable () -> Void) {
        let (configuration, socketGuard) = (configuration, socketGuard)
        thread.start(
            name: "postgres-\(id)",
            makeSession: { Session(configuration: configuration, socketGuard: socketGuard) },
            atExit: closed
        )
        // A thread just started has not been told to stop.
        _ = thread.submit { session in
            do throws(PostgresError) {
                try session.connect()
                self.cancelHandle.withLock { $0 = session.makeCancelHandle() }
                self.note(session)
                opened(nil)
            } catch {
                opened(error)
            }
        }
    }

    /// Where the session stood after its last piece of work.
    var state: SessionState { SessionState(rawValue: lastState.load(ordering: .acquiring)) ?? .broken }

    /// Whether the unused connection can be seen to have ended, without asking the server.
    var isVisiblyDead: Bool { state == .broken || socketGuard.hasUnexpectedInput }

    /// Closes the connection once its present work is done.
    func close() {
        thread.stop()
    }

    /// Cuts the connection at once; work under way fails.
    func abort() {
        socketGuard.cut()
    }

    /// Runs a batch. With `isCancellable`, cancelling the task stops it on the server.
    func run(_ batch: Batch, stallLimit: Duration?, isCancellable: Bool) async -> BatchOutcome {
        await perform(stallLimit: stallLimit, isCancellable: isCancellable) { session, cancellation in
            session.execute(batch, cancellation: cancellation)
        }
    }

    /// Runs a script in the transaction that `opening` begins, if any.
    func run(script: String, opening: [String], stallLimit: Duration?) async -> BatchOutcome {
        await perform(stallLimit: stallLimit, isCancellable: true) { session, _ in
            session.execute(script: script, opening: opening)
        }
    }

    private typealias Work = @Sendable (Session, StatementCancellation?) -> BatchOutcome

    private func perform(stallLimit: Duration?, isCancellable: Bool, _ work: @escaping Work) async -> BatchOutcome {
        guard isCancellable else { return await submit(stallLimit, nil, work) }
        let cancellation = StatementCancellation()
        return await withTaskCancellationHandler {
            await submit(stallLimit, cancellation, work)
        } onCancel: {
            cancellation.cancel()
        }
    }

    private func submit(_ stallLimit: Duration?, _ cancellation: StatementCancellation?, _ work: @escaping Work) async -> BatchOutcome {
        await withCheckedContinuation { continuation in
            let isAccepted = thread.submit { session in
                session.stallLimit = stallLimit
                let outcome = self.supervise(cancellation, session, work)
                self.note(session)
                continuation.resume(returning: outcome)
            }
            if !isAccepted {
                continuation.resume(returning: BatchOutcome(failure: PostgresError(.connectionLost, "the connection is closed")))
            }
        }
    }

    /// Runs `work` between the two ends of a possible cancellation.
    private func supervise(_ cancellation: StatementCancellation?, _ session: Session, _ work: Work) -> BatchOutcome {
        guard let cancellation, let handle = cancelHandle.withLock({ $0 }) else { return work(session, nil) }
        guard cancellation.begin(handle, socketGuard) else { return BatchOutcome(failure: Self.cancelled) }
        var outcome = work(session, cancellation)
        switch cancellation.finish() {
        case .undisturbed:
            return outcome
        case .requestStuck:
            session.markBroken()
        case .cancelled:
            break
        }
        // A statement that was done before the request came has succeeded; a lost connection or the server's "canceled" is what was asked for.
        if let failure = outcome.failure, failure.sqlState == "57014" || failure.code == .connectionLost {
            outcome.failure = Self.cancelled
        }
        return outcome
    }

    private func note(_ session: Session) {
        lastState.store(session.state.rawValue, ordering: .releasing)
    }

    private static let cancelled = PostgresError(.cancelled, "the task was cancelled")
}
