import Testing

@testable import Postgres

@Suite struct PostgresErrorTests {
    private func server(_ state: String, function: String? = nil) -> PostgresError {
        var error = PostgresError(.server, "message with secret")
        error.sqlState = state
        error.serverFunction = function
        return error
    }

    @Test(arguments: ["57P01", "57P03", "53300", "53100", "08006", "25006"])
    func `a server that is away or full is unavailable`(state: String) {
        #expect(server(state).isUnavailable)
        #expect(!server(state).isDataError)
    }

    @Test(arguments: [PostgresError.Code.connectionFailed, .connectionLost, .poolTimeout, .poolClosed, .commitOutcomeUnknown])
    func `failures on the way to the server are unavailability`(code: PostgresError.Code) {
        #expect(PostgresError(code, "").isUnavailable)
    }

    @Test(arguments: ["22001", "22P02", "22P05", "23505", "23514"])
    func `classes 22 and 23 blame the data`(state: String) {
        #expect(server(state).isDataError)
        #expect(!server(state).isUnavailable)
        #expect(!server(state).isRetryable)
    }

    @Test func `serialisation failures, deadlocks and stale statements are worth another try`() {
        #expect(server("40001").isRetryable)
        #expect(server("40P01").isRetryable)
        #expect(server("26000").isRetryable)
        #expect(server("0A000", function: "RevalidateCachedQuery").isRetryable)
        #expect(!server("0A000", function: "somethingElse").isRetryable)
        #expect(!PostgresError(.cancelled, "").isRetryable)
    }

    @Test func `a description shows the fields and hides messages that quote data`() {
        var error = server("23505")
        error.constraint = "uq_x"
        error.table = "x"
        error.statementIndex = 3
        #expect(error.description == "server, SQLSTATE 23505, constraint uq_x, table x, statement #3: message with secret")
        #expect(!server("22P02").description.contains("secret"))
    }

    @Test func `an error under another kind keeps what the server said`() {
        var error = server("57P01")
        error.statementIndex = 1
        let recoded = error.recoded(.commitOutcomeUnknown)
        #expect(recoded.code == .commitOutcomeUnknown)
        #expect(recoded.sqlState == "57P01")
        #expect(recoded.statementIndex == 1)
    }
}
