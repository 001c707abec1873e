import GeoIPUpdate
import ServiceLifecycle

/// Refreshes the databases of one host from its GeoIP workers (`GEOIP_REFRESH_BY=worker`): all of them look, the one that gets the directory's lock
/// downloads.
public struct GeoRefreshLoop: Service {
    private let refresh: GeoRefresh
    private let interval: Duration
    private let retryDelays: [Duration]
    private let onRound: @Sendable () -> Void
    private let looks: AsyncStream<Look>
    private let look: AsyncStream<Look>.Continuation

    private enum Look: Sendable {
        case due
        case forced
    }

    /// A loop that looks at its start and every `interval`.
    ///
    /// - Parameters:
    ///   - retryDelays: Pauses after failures that may pass.
    ///   - onRound: Called after each look.
    public init(refresh: GeoRefresh, interval: Duration, retryDelays: [Duration], onRound: @escaping @Sendable () -> Void = {}) {
        self.refresh = refresh
        self.interval = interval
        self.retryDelays = retryDelays
        self.onRound = onRound
        (looks, look) = AsyncStream.makeStream(of: Look.self, bufferingPolicy: .bufferingNewest(2))
    }

    /// Looks now, or downloads in any case.
    public func wake(isForced: Bool) {
        look.yield(isForced ? .forced : .due)
    }

    /// Looks until graceful shutdown, which cuts a download off.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            let (pauses, pause) = AsyncStream.makeStream(of: Duration.self, bufferingPolicy: .bufferingNewest(1))
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await duration in pauses {
                        guard (try? await Task.sleep(for: duration)) != nil else { return }
                        look.yield(.due)
                    }
                }
                await work { pause.yield($0) }
                group.cancelAll()
            }
        }
    }

    private func work(rest: (Duration) -> Void) async {
        var pacing = GeoRefreshPacing(interval: interval, retryDelays: retryDelays)
        look.yield(.due)
        for await next in looks {
            rest(pacing.pause(after: await refresh.run(isForced: next == .forced)))
            onRound()
        }
    }
}
