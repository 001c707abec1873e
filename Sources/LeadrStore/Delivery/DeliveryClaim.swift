/// What came of asking for something to deliver.
public enum DeliveryClaim<Item: Hashable & Sendable>: Hashable, Sendable {
    /// It is ours until the lease ends.
    case taken(Item)
    /// Somebody else has it; that much is left of the lease.
    case busy(Duration)
}
