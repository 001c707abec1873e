import Foundation
import LeadrDelivery
import LeadrDomain
import LeadrStore
import Logging

/// One kind of thing that goes to peers outside: where it stands, who takes it, and what is to be noted. ``Courier`` does the rest.
protocol DeliveryChannel: Sendable {
    /// Kind of its ids.
    associatedtype Kind: EntityKind
    /// What is delivered.
    associatedtype Item: Hashable & Sendable
    /// What the peer answers.
    associatedtype Receipt: Sendable

    /// The one gate that everything passes; nil where peers differ. Asked before anything is taken.
    var commonGate: DeliveryGate? { get }
    /// The gate of the item's peer.
    func gate(of item: Item) -> DeliveryGate
    /// The id of an item.
    func id(of item: Item) -> EntityID<Kind>

    /// Hands an item to its peer.
    ///
    /// - Throws: `DeliveryFailure`, or `CancellationError`.
    func deliver(_ item: Item) async throws -> Receipt

    /// Takes items for an attempt.
    func claim(_ ids: [EntityID<Kind>], for lease: Duration, as token: UUID) async throws -> [EntityID<Kind>: DeliveryClaim<Item>]
    /// Notes that jobs of items that nobody has come up within `delay`.
    func postpone(_ ids: [EntityID<Kind>], by delay: Duration) async throws
    /// Gives an item back that was not tried.
    func release(_ item: Item, _ token: UUID, dueIn delay: Duration) async throws
    /// Notes that the peer took an item; returns whether this is news.
    func finish(_ item: Item, _ receipt: Receipt) async throws -> Bool
    /// Notes an attempt that failed.
    func retry(_ item: Item, _ token: UUID, after delay: Duration, _ failure: DeliveryFailure) async throws
    /// Notes that an item is given up.
    func fail(_ item: Item, _ token: UUID, _ failure: DeliveryFailure) async throws

    /// Called once for every item that was delivered.
    func delivered(_ item: Item)
    /// Notes what became of an item, for metrics: `delivered`, `retried` or `failed`.
    func ended(_ item: Item, _ outcome: DeliveryOutcome)
    /// Notes how long a peer took to answer, or not to.
    func attempted(_ item: Item, _ time: Duration)
    /// What a log says of an item that is given up.
    func description(of item: Item) -> (message: Logger.Message, metadata: Logger.Metadata)
}

/// What became of an item.
enum DeliveryOutcome: String, Sendable {
    case delivered, retried, failed
}
