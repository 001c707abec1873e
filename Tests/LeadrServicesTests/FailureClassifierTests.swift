import JobQueue
import LeadrDomain
import LeadrServices
import Postgres
import Redis
import Testing

@Suite struct FailureClassifierTests {
    private struct Fault: Error {}

    private func isUnavailable(_ error: any Error) -> Bool {
        guard case .unavailable(let text, let wait) = FailureClassifier.domainError(for: error) else { return false }
        // What went wrong inside is nobody's business outside.
        return wait >= .seconds(1) && !text.contains("secret")
    }

    @Test(arguments: [PostgresError.Code.connectionFailed, .connectionLost, .poolTimeout, .commitOutcomeUnknown])
    func `a database that is away makes the service unavailable`(code: PostgresError.Code) {
        #expect(isUnavailable(PostgresError(code, "secret")))
    }

    @Test(arguments: [RedisError.Code.connectionFailed, .connectionLost, .notConnected, .timeout, .overloaded])
    func `a Redis that is away makes the service unavailable`(code: RedisError.Code) {
        #expect(isUnavailable(RedisError(code, "secret")))
    }

    @Test(arguments: [QueueError.Code.full, .unavailable, .outcomeUnknown]) func `a queue that cannot take more makes the service unavailable`(
        code: QueueError.Code
    ) {
        #expect(isUnavailable(QueueError(code, "secret")))
    }

    @Test func `an inbox that cannot be written makes the service unavailable`() {
        for error: InboxError in [.refused, .late, .outcomeUnknown, .failed(PostgresError(.connectionFailed, "secret"))] {
            #expect(isUnavailable(error))
        }
        #expect(FailureClassifier.domainError(for: InboxError.failed(PostgresError(.usage, "x"))) == nil)
    }

    @Test func `everything else is a fault of ours, or what the service said`() {
        #expect(FailureClassifier.domainError(for: Fault()) == nil)
        #expect(FailureClassifier.domainError(for: PostgresError(.usage, "x")) == nil)
        #expect(FailureClassifier.domainError(for: QueueError(.malformedJob, "x")) == nil)
        #expect(FailureClassifier.domainError(for: DomainError.notFound(entity: "Board")) == DomainError.notFound(entity: "Board"))
    }
}
