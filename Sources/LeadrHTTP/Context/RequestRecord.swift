import LeadrDomain
import Synchronization

/// What inner layers learn about a request and the access log wants to know (`contract/platform.md §8.8`).
final class RequestRecord: Sendable {
    /// Values that are null until somebody knows them.
    struct Details: Sendable {
        var accountID: AccountID?
        var gameID: GameID?
        var clientFingerprint: String?
        var failure: String?
    }

    private let details = Mutex(Details())

    /// What is known so far.
    var current: Details { details.withLock { $0 } }

    /// Adds what a layer found out.
    func update(_ change: (inout Details) -> Void) {
        details.withLock { change(&$0) }
    }
}
