import Synchronization

/// Measures the longest time in which no submission was recorded.
final class ProgressWatch: Sendable {
    private let installation: Installation
    private let state = Mutex(Duration.zero)

    init(_ installation: Installation) {
        self.installation = installation
    }

    var longest: Duration { state.withLock { $0 } }

    /// Watches while `body` runs.
    func during(_ body: @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.watch() }
            try await body()
            group.cancelAll()
        }
    }

    private func watch() async {
        var (seen, since) = (Int64(-1), ContinuousClock.now)
        while !Task.isCancelled {
            if let count = try? await installation.number("SELECT count(*)::int8 FROM score_events"), count != seen { (seen, since) = (count, .now) }
            state.withLock { $0 = max($0, ContinuousClock.now - since) }
            try? await Task.sleep(for: .milliseconds(100))
        }
    }
}
