import LeadrDomain
import LeadrJobs

/// What is known of a submission after a step whose answer was lost.
enum Clarified<Value: Sendable>: Sendable {
    /// It is decided already.
    case decided(SubmissionResult)
    /// The step is known to have worked.
    case done(Value)
}

extension SubmissionService {
    /// After a step whose answer was lost: looks the decision up and takes the step again, which is harmless, until one of them tells.
    ///
    /// - Returns: What they told; nil when time ran out.
    func clarify<Value: Sendable>(
        _ job: SubmissionJob,
        until deadline: ContinuousClock.Instant,
        _ step: () async throws -> Value
    ) async throws -> Clarified<Value>? {
        var pause: Duration = .milliseconds(20)
        while ContinuousClock.now < deadline {
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(500))
            if let result = try? await outcomes.result(of: job.eventID) { return .decided(result) }
            do { return .done(try await step()) } catch { continue }
        }
        return nil
    }
}
