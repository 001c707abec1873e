import Synchronization

/// Holds work back until the response of the request that asked for it was sent.
public final class DeferredWork: Sendable {
    /// That of the request the task works on; nil outside of requests.
    @TaskLocal public static var current: DeferredWork?

    private let items = Mutex<[BackgroundWork.Item]>([])

    /// Holds nothing yet.
    public init() {}

    /// Whether there is nothing to run.
    public var isEmpty: Bool { items.withLock { $0.isEmpty } }

    /// The request was refused: only what is true of refused requests as well is kept.
    public func refuse() {
        items.withLock { $0.removeAll { !$0.isKeptOnRefusal } }
    }

    func hold(_ item: BackgroundWork.Item) {
        items.withLock { $0.append(item) }
    }

    func release() -> [BackgroundWork.Item] {
        items.withLock { items in
            defer { items = [] }
            return items
        }
    }
}
