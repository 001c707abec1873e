import AsyncHTTPClient

extension AttemptLimit {
    /// Runs an attempt over HTTP.
    ///
    /// - Parameter peer: What a failure calls the peer.
    /// - Throws: ``DeliveryFailure``, or `CancellationError`; nothing else.
    func run<R: Sendable>(reaching peer: String, _ attempt: @escaping @Sendable () async throws -> R) async throws -> R {
        do {
            return try await run(attempt)
        } catch {
            if error is CancellationError || Task.isCancelled { throw CancellationError() }
            if let failure = error as? DeliveryFailure { throw failure }
            let reason = error as? HTTPClientError
            if reason == .deadlineExceeded { throw DeliveryFailure.late }
            throw DeliveryFailure(.unavailable, "\(peer) cannot be reached: \(reason?.shortDescription ?? "\(type(of: error))")")
        }
    }
}
