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
        withTable { $0.record(address, isClientError: isClientError, now: now) }
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

    /// Forgets what is old, reports, then learns what changed since a time of Redis's clock in milliseconds.
    ///
    /// - Returns: The time to ask from next; the one given when Redis did not answer.
    func exchange(since: Int64) async -> Int64 {
        let now = clock.now()
        withTable { $0.sweep(now: now, limit: Self.sweepLimit) }
        do throws(RedisError) {
            try await report()
            return try await learn(since: since)
        } catch {
            logger.debug("address block: exchange failed", metadata: ["error": "\(error)"])
            return since
        }
    }

    private func withTable(_ body: (inout AddressBlockTable) -> Void) {
        table.withLock { table in
            body(&table)
            isIdle.store(table.isEmpty, ordering: .relaxed)
        }
    }
}

extension AdaptiveAddressBlock {
    /// Addresses learnt in one exchange; newer ones first, so that a flood of addresses costs the oldest news.
    private static let learnLimit: Int64 = 5000
    /// Addresses reported in one call, which holds up everybody else's commands while it runs.
    private static let reportLimit = 500
    /// Addresses taken over before waiting requests get their turn at the table.
    private static let mergeLimit = 250
    /// Blocked addresses, and others, looked at in one exchange to see whether they can be forgotten; a full table takes 25 s.
    private static let sweepLimit = 500

    private var tables: [RedisArgument] { [keys.addressBlock("counts"), keys.addressBlock("touched"), keys.addressBlock("blocked")] }

    /// Tells Redis what it does not know yet, one call after the other. After one that failed the rest waits for the next exchange.
    private func report() async throws(RedisError) {
        let chunks = Array(table.withLock { $0.takeReports() }).chunks(of: Self.reportLimit)
        for (index, chunk) in chunks.enumerated() {
            do throws(RedisError) {
                try await send(chunk)
            } catch {
                for rest in chunks[(index + 1)...] { table.withLock { $0.restore(rest) } }
                // What may have been counted is not told again: a 4xx too few is better than one counted twice. After a success the report says what
                // the counter is, not what to add to it, and may be repeated.
                let repeatable = error.excludesExecution ? chunk : chunk.filter { $0.value.reset }[...]
                table.withLock { $0.restore(repeatable) }
                throw error
            }
        }
    }

    private func send(_ reports: ArraySlice<(key: ClientAddress, value: AddressBlockReport)>) async throws(RedisError) {
        var arguments: [RedisArgument] = [
            .integer(Int64(policy.threshold)), .integer(policy.initialBlock.milliseconds), .integer(policy.longestBlock.milliseconds),
            .integer(policy.memory.milliseconds),
        ]
        for (address, report) in reports {
            arguments += [.string(address.key), .integer(report.reset ? 1 : 0), .integer(Int64(report.failures))]
        }
        _ = try await redis.call("leadr_state3_block_report", in: StateLibrary.library, keys: tables, arguments: arguments)
    }

    private func learn(since: Int64) async throws(RedisError) -> Int64 {
        let reply = try await redis.call(
            "leadr_state3_block_changes",
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
        for chunk in changes.chunks(of: Self.mergeLimit) {
            withTable { table in
                for change in chunk { table.merge(change.address, count: change.count, blockedFor: change.remaining, now: now) }
            }
        }
    }
}

extension RedisError {
    /// Whether Redis certainly did not execute the function, not even a part of it.
    fileprivate var excludesExecution: Bool {
        if case .server(let reply) = code { return reply.isUnavailable }
        return !outcomeUnknown
    }
}
