/// How often a command that was not executed is sent once more: until its time is over, with pauses that grow.
struct Repetition {
    /// Redirections that are followed at once; two nodes that name each other are asked less and less often.
    private static let atOnce = 4

    private let deadline: ContinuousClock.Instant
    private var backoff = RedisBackoff(policy: .init(base: .milliseconds(20), maximum: .milliseconds(200)))
    private var redirections = 0

    /// - Parameter timeout: Time in which a repetition may begin.
    init(timeout: Duration, now: ContinuousClock.Instant = .now) {
        deadline = now + timeout
    }

    /// The pause before the next attempt, or `nil` if there shall be none.
    ///
    /// - Parameter wait: Whether the server asked for patience, as opposed to naming another node.
    mutating func next(wait: Bool, now: ContinuousClock.Instant = .now) -> Duration? {
        redirections += 1
        let pause = wait || redirections > Self.atOnce ? backoff.next() : .zero
        return now + pause < deadline ? pause : nil
    }

    /// Waits for that pause.
    ///
    /// - Returns: Whether to try again; `false` also when the task was cancelled.
    mutating func pause(wait: Bool) async -> Bool {
        guard let pause = next(wait: wait) else { return false }
        if pause == .zero { return true }
        return (try? await Task.sleep(for: pause)) != nil
    }
}
