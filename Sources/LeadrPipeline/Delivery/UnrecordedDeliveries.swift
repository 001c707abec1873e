import LeadrDomain
import Synchronization

/// What peers took and the database does not know of yet. Its jobs come again when that is back, to this process as long as it lives.
final class UnrecordedDeliveries<Kind: EntityKind, Item: Sendable, Receipt: Sendable>: Sendable {
    struct Sent: Sendable {
        let item: Item
        let receipt: Receipt
    }

    private let entries = Mutex<[EntityID<Kind>: Sent]>([:])

    func note(_ id: EntityID<Kind>, _ item: Item, _ receipt: Receipt) {
        entries.withLock { $0[id] = Sent(item: item, receipt: receipt) }
    }

    func sent(_ id: EntityID<Kind>) -> Sent? {
        entries.withLock { $0[id] }
    }

    func forget(_ id: EntityID<Kind>) {
        entries.withLock { $0[id] = nil }
    }
}
