import LeadrState
import LeadrStore
import Logging
import ServiceLifecycle

/// What a process needs to take submissions with `INGEST_DURABILITY=postgres`.
public struct SubmissionInbox: Sendable {
    let writer: InboxWriter
    let marker: PushMarker

    /// An inbox.
    ///
    /// - Parameters:
    ///   - store: The table.
    ///   - epochs: The epoch as Redis holds it.
    ///   - life: Tells the lives of Redis apart.
    ///   - logger: Told of failures.
    public init(store: InboxStore, epochs: EpochKeys, life: @escaping @Sendable () -> String?, logger: Logger) {
        writer = InboxWriter(store: store, logger: logger)
        marker = PushMarker(store: store, epochs: epochs, life: life, logger: logger)
    }

    /// What must run as long as submissions are taken.
    public var services: [any Service] { [writer, marker] }
}
