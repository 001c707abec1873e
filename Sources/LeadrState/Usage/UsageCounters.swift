import Foundation
import LeadrDomain
import Redis

/// Usage counters of all processes, between the processes that count and the scheduler that records (`docs/operations.md`, "Usage").
///
/// All of it lies in one slot of a cluster: one hash of counters, one of those on their way to PostgreSQL, and a small mark per process.
public struct UsageCounters: Sendable {
    /// How long the number of the last delivery of a process is remembered.
    static let markLife: Int64 = 86_400_000

    private let redis: any RedisExecutor
    private let keys: StateKeys

    /// Counters in the given Redis.
    public init(redis: any RedisExecutor, keys: StateKeys) {
        self.redis = redis
        self.keys = keys
    }

    /// Adds what a process counted. A delivery that is repeated because its answer was lost counts once.
    ///
    /// - Parameters:
    ///   - process: Tells the process from all others.
    ///   - number: Number of the delivery, from 1 upwards.
    /// - Throws: `RedisError`; then the same delivery must be repeated before the next.
    public func add(_ entries: [UsageEntry], from process: UUID, number: Int64) async throws(RedisError) {
        var arguments: [RedisArgument] = [.integer(number), .integer(Self.markLife)]
        for entry in entries { arguments += [.string(Self.field(of: entry)), .integer(entry.amount)] }
        _ = try await redis.call(
            "leadr_state3_usage_add",
            in: StateLibrary.library,
            keys: [keys.usage, keys.usageMark(process)],
            arguments: arguments
        )
    }

    /// Sets the counters aside, or finds those that were set aside before and not forgotten; nil when nothing was counted.
    ///
    /// - Throws: `RedisError`; then they may be aside, and are found the next time.
    public func take() async throws(RedisError) -> UsageBatch? {
        let reply = try await redis.call(
            "leadr_state3_usage_take",
            in: StateLibrary.library,
            keys: [keys.usage, keys.movingUsage],
            arguments: [.string(UUIDText.format(UUID()))]
        )
        let members = try Reply.array(reply)
        var batch = UsageBatch(id: UUID(), entries: [])
        for index in stride(from: 0, to: members.count - 1, by: 2) {
            guard let field = members[index].string, let value = members[index + 1].string else { continue }
            if field == "batch", let id = UUIDText.parse(value) {
                batch.id = id
            } else if let entry = Self.entry(field, value) {
                batch.entries.append(entry)
            }
        }
        return members.isEmpty ? nil : batch
    }

    /// Forgets the counters that are aside, once they are recorded.
    ///
    /// - Throws: `RedisError`; then they may still be there, and are found the next time.
    public func done(_ batch: UUID) async throws(RedisError) {
        _ = try await redis.call(
            "leadr_state3_usage_done",
            in: StateLibrary.library,
            keys: [keys.movingUsage],
            arguments: [.string(UUIDText.format(batch))]
        )
    }

    /// `<hours since the epoch>:<account>:<metric>`.
    static func field(of entry: UsageEntry) -> String {
        "\(entry.hour.microseconds / 3_600_000_000):\(UUIDText.format(entry.accountID.uuid)):\(entry.metric.rawValue)"
    }

    /// Reads a counter; nil for what another version wrote.
    static func entry(_ field: String, _ value: String) -> UsageEntry? {
        let parts = field.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = Int64(parts[0]), let account = UUIDText.parse(String(parts[1])),
            let metric = UsageMetric(rawValue: String(parts[2])), let amount = Int64(value)
        else { return nil }
        let (microseconds, overflow) = hour.multipliedReportingOverflow(by: 3_600_000_000)
        guard !overflow else { return nil }
        return UsageEntry(accountID: AccountID(account), metric: metric, hour: Timestamp(microseconds: microseconds), amount: amount)
    }
}
