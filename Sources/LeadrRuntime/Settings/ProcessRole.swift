/// The kinds of processes; what a kind does not use, it does not require.
public enum ProcessRole: String, Sendable, CaseIterable {
    case api = "leadr-api"
    case antiCheatWorker = "leadr-anticheat-worker"
    case geoIPWorker = "leadr-geoip-worker"
    case rankingWorker = "leadr-ranking-worker"
    case boardStateWorker = "leadr-boardstate-worker"
    case deliveryWorker = "leadr-delivery-worker"
    case scheduler = "leadr-scheduler"
    case command = "leadrctl"

    /// Name of the process in logs, on connections and in leases.
    public var processName: String { rawValue }
}
