import Testing

@testable import Postgres

@Suite struct CommitOutcomeTests {
    private func failure(_ outcome: BatchOutcome, earlier: PostgresError? = nil) -> PostgresError.Code? {
        do {
            try outcome.checkCommitted(earlier: earlier)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `a confirmed COMMIT is success`() {
        #expect(failure(BatchOutcome(closing: .answered(tag: "COMMIT"))) == nil)
    }

    @Test func `a COMMIT answered with ROLLBACK reports the statement that failed`() {
        #expect(failure(BatchOutcome(closing: .answered(tag: "ROLLBACK")), earlier: PostgresError(.server, "")) == .server)
        #expect(failure(BatchOutcome(closing: .answered(tag: "ROLLBACK"))) == .usage)
    }

    @Test func `a COMMIT without an answer has an unknown outcome`() {
        #expect(failure(BatchOutcome(failure: PostgresError(.connectionLost, ""), closing: .sent)) == .commitOutcomeUnknown)
        #expect(failure(BatchOutcome(closing: .sent)) == .commitOutcomeUnknown)
    }

    @Test func `a COMMIT that was never reached did not happen`() {
        #expect(failure(BatchOutcome(failure: PostgresError(.connectionLost, ""), closing: .notSent)) == .connectionLost)
        #expect(failure(BatchOutcome(failure: PostgresError(.server, ""), closing: .notSent)) == .server)
    }
}
