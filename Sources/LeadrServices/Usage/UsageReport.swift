import ByteJSON
import LeadrDomain
import LeadrStore
import Postgres

/// Reads usage for operators.
public struct UsageReport: Sendable {
    /// Most rows of one answer.
    public static let mostRows = 1000

    private let store: UsageStore

    /// On the tables of an installation.
    public init(pool: PostgresPool) {
        store = UsageStore(pool: pool)
    }

    /// Usage that fits.
    ///
    /// - Throws: ``DomainError`` 400 for an empty span; `PostgresError`.
    public func usage(_ filter: UsageFilter) async throws -> UsagePicture {
        guard filter.from < filter.to else { throw DomainError.badRequest("from must be before to") }
        let entries = try await store.usage(filter, limit: Self.mostRows + 1)
        return UsagePicture(period: filter.period, entries: Array(entries.prefix(Self.mostRows)), hasMore: entries.count > Self.mostRows)
    }
}

/// Usage as operators see it.
public struct UsagePicture: Sendable, Equatable {
    /// What each row is summed over.
    public let period: UsagePeriod
    /// The rows; `hour` is the beginning of the period.
    public let entries: [UsageEntry]
    /// Whether there are more rows: ask for a shorter span, or for one account.
    public let hasMore: Bool

    /// The usage for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        let length: Duration = period == .hour ? .seconds(3600) : .seconds(86_400)
        return .object([
            "data": .array(
                entries.map { entry in
                    .object([
                        "account_id": .string(entry.accountID.wire), "metric": .string(entry.metric.rawValue),
                        "period_start": .time(entry.hour), "period_end": .time(entry.hour + length), "amount": .integer(entry.amount),
                    ])
                }
            ),
            "has_more": .bool(hasMore),
        ])
    }
}
