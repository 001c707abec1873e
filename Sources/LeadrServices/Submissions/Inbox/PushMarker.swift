import LeadrDomain
import LeadrState
import LeadrStore
import Logging
import ServiceLifecycle
import Synchronization

/// Marks what this process pushed in the inbox, so that the sweeper leaves it alone (`design.md §2`, durability).
///
/// Marks come late on purpose. By then almost every row is ranked and gone, so that marking costs next to nothing as long as no backlog grows. And what
/// a server lost in a crash, because it syncs its file once a second only, or because a replica took over, is known to be of another life, stays
/// unmarked, and is pushed again.
public final class PushMarker: Service {
    /// How long a push must have stood; longer than a server or its replica lags behind.
    public static let settlingTime: Duration = .seconds(2)
    private static let interval: Duration = .seconds(1)
    /// Rows of one statement.
    private static let chunk = 5000

    private let store: InboxStore
    private let epochs: EpochKeys
    private let life: @Sendable () -> String?
    private let logger: Logger
    private let ledger: Mutex<PushLedger>

    /// A marker.
    ///
    /// - Parameters:
    ///   - store: The inbox.
    ///   - epochs: The epoch as Redis holds it.
    ///   - life: Tells the server's lives apart (`JobQueueDriver.contact()`).
    ///   - capacity: Most pushes remembered.
    ///   - logger: Told of failures.
    public init(store: InboxStore, epochs: EpochKeys, life: @escaping @Sendable () -> String?, capacity: Int = 500_000, logger: Logger) {
        self.store = store
        self.epochs = epochs
        self.life = life
        self.logger = logger
        ledger = Mutex(PushLedger(capacity: capacity))
    }

    /// The server's present life; to be read before a push, for ``note(_:epoch:life:)``.
    var presentLife: String? { life() }

    /// Notes a push that worked.
    ///
    /// - Parameters:
    ///   - event: What was pushed.
    ///   - epoch: The epoch before the push; without one nothing is noted, and the sweeper pushes again if need be.
    ///   - life: The server's life before the push.
    func note(_ event: ScoreEventID, epoch: Int64?, life: String?) {
        guard let epoch else { return }
        // A server that does not tell its life has one without a name.
        ledger.withLock { $0.note(.init(event: event, epoch: epoch, life: life ?? "", pushedAt: .now)) }
    }

    /// Marks until shutdown.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)
                await self.mark(olderThan: Self.settlingTime)
            }
        }
    }

    /// Marks the pushes that have stood for `age`.
    func mark(olderThan age: Duration) async {
        let due = ledger.withLock { $0.take(olderThan: age, now: .now) }
        guard !due.isEmpty else { return }
        do {
            try await mark(due)
        } catch {
            ledger.withLock { $0.putBack(due) }
            logger.warning("Pushes could not be marked in the inbox", metadata: ["rows": "\(due.count)", "error": "\(error)"])
        }
    }

    private func mark(_ due: [PushLedger.Push]) async throws {
        // First the question, then the life: the answer tells that the connection, and with it the life, is of now.
        let epoch = try await epochs.complete()
        let present = life() ?? ""
        let events = due.filter { $0.epoch == epoch?.number && $0.life == present }.map(\.event)
        guard let epoch else { return }
        for start in stride(from: 0, to: events.count, by: Self.chunk) {
            try await store.markPushed(Array(events[start..<min(start + Self.chunk, events.count)]), epoch: epoch.number)
        }
    }
}
