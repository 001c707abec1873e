import ByteJSON

/// Whose row it is: each player has one per pool.
struct OracleKey: Hashable, Sendable {
    let identity: String
    let isTest: Bool
}

/// An accepted submission.
struct OracleEvent: Sendable {
    let id: String
    /// Microseconds since 1970.
    let acceptedAt: Int64
    let key: OracleKey
    /// On counters the delta.
    let value: Double
    let name: String
    var display: String?
    var metadata: JSONValue = .null
    /// The row that its answer named.
    let rowID: String

    /// The total order of events (`contract/rulings.md`, time basis).
    func isBefore(_ other: OracleEvent) -> Bool {
        (acceptedAt, id) < (other.acceptedAt, other.id)
    }
}
