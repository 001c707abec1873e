import LeadrDomain

/// A key with what is, or is to be, recorded under it.
public struct IdempotencyEntry: Sendable, Equatable {
    /// Whose key it is, and its name.
    public var key: IdempotencyKey
    /// The request that uses it.
    public var record: IdempotencyRecord

    /// An entry.
    public init(key: IdempotencyKey, record: IdempotencyRecord) {
        self.key = key
        self.record = record
    }

    /// Stored form of the record.
    var bytes: [UInt8] { record.bytes(of: key) }
}
