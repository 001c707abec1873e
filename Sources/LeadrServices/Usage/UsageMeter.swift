import Foundation
import LeadrDomain
import LeadrState
import Logging
import Redis
import ServiceLifecycle
import Synchronization

/// Counts what accounts use, in the memory of the process, and delivers it to Redis every second and on shutdown: counting costs a request no round
/// trip. A killed process loses what it counted in its last second, as does one that Redis is away from until its end.
public final class UsageMeter: Service {
    private let tally = Mutex(UsageTally())
    private let counters: UsageCounters
    private let process = UUID()
    private let interval: Duration
    private let clock: any Clock
    private let logger: Logger

    /// A meter.
    ///
    /// - Parameter interval: Time between deliveries.
    public init(counters: UsageCounters, interval: Duration = .seconds(1), clock: any Clock = SystemClock(), logger: Logger) {
        self.counters = counters
        self.interval = interval
        self.clock = clock
        self.logger = logger
    }

    /// Counts that an account used something. It belongs to the hour of its delivery.
    public func count(_ metric: UsageMetric, for account: AccountID, _ amount: Int = 1) {
        tally.withLock { $0.count(metric, account, Int64(amount)) }
    }

    /// Delivers until graceful shutdown, and then what was counted until then.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Cancellation ends the pause and with it the loop.
                try? await Task.sleep(for: self.interval)
                await self.deliver()
            }
        }
        // One that was open, and the rest.
        for _ in 0..<2 { await deliver() }
    }

    /// Sends what waits; what does not arrive is sent again the next time.
    func deliver() async {
        guard let delivery = tally.withLock({ $0.delivery(at: clock.now()) }) else { return }
        do throws(RedisError) {
            try await counters.add(delivery.entries, from: process, number: delivery.number)
            tally.withLock { $0.arrived(delivery.number) }
        } catch {
            logger.debug("usage counters were not delivered and wait", metadata: ["error": "\(error)"])
        }
    }
}
