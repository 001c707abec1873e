/// Place of an event in the total order of its key: acceptance time, then id (`contract/rulings.md`, "time basis").
///
/// Both parts are fixed at ingest, so whatever is decided on this order cannot depend on when or how often a worker sees the event.
public struct EventOrder: Hashable, Sendable, Comparable {
    /// Time of acceptance at the API.
    public var acceptedAt: Timestamp
    /// Decides between events of one microsecond.
    public var eventID: ScoreEventID

    /// Creates a place.
    public init(acceptedAt: Timestamp, eventID: ScoreEventID) {
        self.acceptedAt = acceptedAt
        self.eventID = eventID
    }

    /// Earlier first, then the smaller id by its bytes.
    public static func < (left: Self, right: Self) -> Bool {
        left.acceptedAt == right.acceptedAt ? left.eventID < right.eventID : left.acceptedAt < right.acceptedAt
    }
}
