import Synchronization

/// Jobs whose handler did not stop when its process had to: given back to the queue, and told by the process's exit code.
public final class LeftBehindJobs: Sendable {
    private let number = Atomic<Int>(0)

    /// None yet.
    public init() {}

    /// How many there are.
    public var count: Int { number.load(ordering: .relaxed) }

    func add(_ jobs: Int) {
        number.wrappingAdd(jobs, ordering: .relaxed)
    }
}
