import JobQueue
import LeadrDomain
import Logging
import Redis
import ServiceLifecycle
import Synchronization

/// Blocks addresses that get nothing but 4xx answers (`contract/platform.md §8.3`), for all processes together.
///
/// Requests are judged in memory and never wait for Redis. As a service it reports what it saw and learns what others saw in one exchange per
/// interval; while Redis is away each process goes on with what it knows.
public final class AdaptiveAddressBlock: Service {
    /// Last round, also one in vain: without an exchange each process goes on with what it knows.
    public let progress = WorkerProgress()
    private let redis: any RedisExecutor
    private let keys: StateKeys
    private let policy: AddressBlockPolicy
    private let clock: any LeadrDomain.Clock
    private let logger: Logger
    private let interval: Duration
    private let table: Mutex<AddressBlockTable>
    /// Lets the usual request, a success while nobody is counted, pass without a lock and without parsing its address.
    private let isIdle = Atomic<Bool>(true)

    /// An adaptive block.
    ///
    /// - Parameters:
    ///   - redis: Where the counters of all processes live.
    ///   - keys: Names of the counters.
    ///   - policy: When and how long to block.
    ///   - interval: Time between two exchanges with Redis.
    ///   - clock: The present time.
    ///   - logger: Told when an exchange fails.
    public init(
        redis: any RedisExecutor,
        keys: StateKeys,
        policy: AddressBlockPolicy = AddressBlockPolicy(),
        interval: Duration = .milliseconds(250),
        clock: any LeadrDomain.Clock = SystemClock(),
        logger: Logger
    ) {
        self.redis = redis
        self.keys = keys
        self.policy = policy
        self.interval = interval
        self.clock = clock
        self.logger = logger
        table = Mutex(AddressBlockTable(policy: policy))
    }

    /// Whether a request has to be refused with 429. Such a request is not to be recorded.
    public func isBlocked(_ address: @autoclosure () -> ClientAddress?) -> Bool {
        guard !isIdle.load(ordering: .relaxed), let address = address() else { return false }
        let now = clock.now()
        return table.withLock { $0.isBlocked(address, now: now) }
    }

    /// Counts an answer.
    ///
    /// - Parameters:
    ///   - status: Its HTTP status.
    ///   - address: Who gets it; nil addresses are not counted.
    public func record(status: Int, for address: @autoclosure () -> ClientAddress?) {
        let isClientError = (400..<500).contains(status)
        guard isClientError || !isIdle.load(ordering: .relaxed), let address = address() else { return }
        let now = clock.now()
        table.withLock { table in
            table.record(address, isClientError: isClientError, now: now)
            isIdle.store(table.isEmpty, ordering: .relaxed)
        }
    }

    /// Client errors in a row of an address, as far as this process knows.
    public func count(of address: ClientAddress) -> Int {
        table.withLock { $0.failures(of: address) }
    }

    /// Exchanges with Redis until graceful shutdown, then reports once more.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var since: Int64 = 0
            while !Task.isCancelled {
                since = await self.exchange(since: since)
                self.progress.mark()
                // Cancellation ends the pause and with it the loop.
                try? await Task.sleep(for: self.interval)
            }
        }
        _ = await exchange(since: .max)
    }

    /// Reports, then learns what changed since a time of Redis's clock in milliseconds.
    ///
    /// - Returns: The time to ask from next; the one given when Redis did not answer.
    func exchange(since: Int64) async -> Int64 {
        let reports = table.withLock { $0.takeReports() }
        do throws(RedisError) {
            try await report(reports)
        } catch {
            table.withLock { $0.restore(reports) }
            logger.debug("address block: report failed", metadata: ["error": "\(error)"])
            return since
        }
        do throws(RedisError) {
            return try await learn(since: since)
        } catch {
            logger.debug("address block: exchange failed", metadata: ["error": "\(error)"])
            return since
        }
    }
}

extension AdaptiveAddressBlock {
    /// Addresses learnt in one exchange; newer ones first, so that a flood of addresses costs the oldest news.
    private static let learnLimit: Int64 = 5000

    private var tables: [RedisArgument] { [keys.addressBlock("counts"), keys.addressBlock("touched"), keys.addressBlock("blocked")] }

    private func report(_ reports: [ClientAddress: AddressBlockReport]) async throws(RedisError) {
        guard !reports.isEmpty else { return }
        var arguments: [RedisArgument] = [
            .integer(Int64(policy.threshold)), .integer(policy.initialBlock.milliseconds), .integer(policy.longestBlock.milliseconds),
            .integer(policy.memory.milliseconds),
        ]
        for (address, report) in reports {
            arguments += [.string(address.key), .integer(report.reset ? 1 : 0), .integer(Int64(report.failures))]
        }
        _ = try await redis.call("leadr_state2_block_report", in: StateLibrary.library, keys: tables, arguments: arguments)
    }

    private func learn(since: Int64) async throws(RedisError) -> Int64 {
        let reply = try await redis.call(
            "leadr_state2_block_changes",
            in: StateLibrary.library,
            keys: tables,
            arguments: [.integer(since), .integer(Self.learnLimit)],
            readOnly: true
        )
        let values = try Reply.array(reply, minimum: 1)
        let serverNow = try Reply.integer(values[0])
        var changes: [(address: ClientAddress, count: Int, remaining: Duration?)] = []
        for index in stride(from: 1, to: values.count - 2, by: 3) {
            let until = try Reply.integer(values[index + 2])
            changes.append(
                (
                    ClientAddress(key: String(decoding: try Reply.bytes(values[index]), as: UTF8.self)),
                    Int(try Reply.integer(values[index + 1])),
                    until > serverNow ? .milliseconds(until - serverNow) : nil
                )
            )
        }
        take(changes)
        return serverNow
    }

    private func take(_ changes: [(address: ClientAddress, count: Int, remaining: Duration?)]) {
        let now = clock.now()
        table.withLock { table in
            for change in changes { table.merge(change.address, count: change.count, blockedFor: change.remaining, now: now) }
            table.sweep(now: now)
            isIdle.store(table.isEmpty, ordering: .relaxed)
        }
    }
}
