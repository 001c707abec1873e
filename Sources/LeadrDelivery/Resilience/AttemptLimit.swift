/// Ends an attempt at a peer that takes too long, whatever it waits for: libraries limit the wait for the first line of an answer, not for its rest.
struct AttemptLimit: Sendable {
    private let limit: Duration

    /// - Parameter limit: Longest time for one attempt.
    init(_ limit: Duration) {
        self.limit = limit
    }

    /// Runs an attempt, which must heed cancellation.
    ///
    /// - Throws: ``DeliveryFailure`` when it takes too long; what the attempt throws.
    func run<R: Sendable>(_ attempt: @escaping @Sendable () async throws -> R) async throws -> R {
        try await withThrowingTaskGroup(of: R.self) { group in
            group.addTask(operation: attempt)
            group.addTask {
                // Not a wait for something to happen: the limit itself.
                try await Task.sleep(for: limit)
                throw DeliveryFailure.late
            }
            defer { group.cancelAll() }
            guard let result = try await group.next() else { throw CancellationError() }
            return result
        }
    }
}

extension DeliveryFailure {
    /// The peer took too long.
    static let late = DeliveryFailure(.unavailable, "no answer in time")
}
