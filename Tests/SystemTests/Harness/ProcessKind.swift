import JobQueue

/// The executables of the product.
enum ProcessKind: String, CaseIterable, Sendable {
    case api = "leadr-api"
    case antiCheat = "leadr-anticheat-worker"
    case geoIP = "leadr-geoip-worker"
    case ranking = "leadr-ranking-worker"
    case boardState = "leadr-boardstate-worker"
    case delivery = "leadr-delivery-worker"
    case scheduler = "leadr-scheduler"

    /// Those that submissions and their boards depend on.
    static let workers: [ProcessKind] = [.antiCheat, .geoIP, .ranking, .boardState]

    /// The queue a worker serves.
    var queue: QueueAddress? {
        switch self {
        case .antiCheat: QueueAddress("anticheat")
        case .geoIP: QueueAddress("geoip")
        case .ranking: QueueAddress("ranking")
        case .boardState: QueueAddress("boardstate")
        case .delivery: QueueAddress("delivery")
        case .api, .scheduler: nil
        }
    }
}
